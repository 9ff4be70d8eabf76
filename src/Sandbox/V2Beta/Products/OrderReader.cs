using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V2Beta.Products;

/// <summary>Reads an order out of a form that passed every check, with what the document says of omitted fields.</summary>
internal sealed class OrderReader(ApiDocument document, string path)
{
    private const uint MostSeed = 4_294_967_294;

    private readonly JsonElement _schema = document.RequestSchema(path, "post", "multipart/form-data");
    private readonly string _kind = KindOf(document, path);

    public ProductOrder Read(CheckedForm form)
    {
        var seed = SeedOf(form.Body);
        return _kind switch
        {
            "audio" => new AudioOrder(seed, NumberOf(form.Body, "duration") ?? 0, TextOf(form.Body, "output_format")),
            "model" => new ModelOrder(seed),
            _ => ReadImage(form, seed),
        };
    }

    /// <summary>What the operation answers, or the path where its job is fetched: image, audio or model.</summary>
    private static string KindOf(ApiDocument document, string path)
    {
        var isJob = document.Operation(path, "post").TryGetProperty("x-async", out var job);
        var types = isJob
            ? document.ResponseTypes(job.GetProperty("poll").GetString() ?? "", "get", "200")
            : document.ResponseTypes(path, "post", "200");
        return types[0].Split('/')[0];
    }

    private ImageOrder ReadImage(CheckedForm form, uint seed)
    {
        var (width, height) = ResultSize.Of(path, form, TextOf(form.Body, "aspect_ratio"));
        var style = form.Body.TryGetProperty("style_preset", out var preset) ? preset.GetString() : null;
        var picture = new PictureOrder(Prompts(form.Body), seed, style, $"{path} {TextOf(form.Body, "model")}", width, height)
        {
            Source = Fingerprint(form),
        };
        return new ImageOrder(picture, TextOf(form.Body, "output_format"))
        {
            IsCutOut = path.EndsWith("/remove-background", StringComparison.Ordinal),
            Source = SourceReader.Read(path, form),
        };
    }

    private static List<WeightedText> Prompts(JsonElement body) => body.EnumerateObject()
        .Where(field => field.Name.Contains("prompt", StringComparison.Ordinal) && field.Value.ValueKind == JsonValueKind.String)
        .Select(field => new WeightedText(field.Value.GetString() ?? "", field.NameEquals("negative_prompt") ? -1 : 1))
        .ToList();

    /// <summary>Every file, and every field that has no place of its own in a picture's order.</summary>
    private static string Fingerprint(CheckedForm form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in form.FileNames)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(form.Form.Files[name].Content.Span);
        }

        foreach (var field in form.Body.EnumerateObject().Where(field => field.Name is not ("seed" or "output_format")))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{field.Name}={field.Value.GetRawText()};"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>0 or none means any.</summary>
    private static uint SeedOf(JsonElement body)
    {
        var asked = body.TryGetProperty("seed", out var seed) ? (uint)seed.GetDouble() : 0;
        return asked > 0 ? asked : 1 + (BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(sizeof(uint))) % MostSeed);
    }

    private double? NumberOf(JsonElement body, string name) => ValueOf(body, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private string TextOf(JsonElement body, string name) => ValueOf(body, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() ?? "" : "";

    private JsonElement? ValueOf(JsonElement body, string name)
    {
        if (body.TryGetProperty(name, out var sent))
        {
            return sent;
        }

        return document.Property(_schema, name) is { } property && property.TryGetProperty("default", out var assumed) ? assumed : null;
    }
}
