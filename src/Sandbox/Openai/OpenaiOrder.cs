using System.Globalization;
using System.Text.Json;
using Connector.Pictures;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.Openai;

/// <summary>The images of a call that passed every check.</summary>
/// <param name="Model">The model.</param>
/// <param name="Body">The fields.</param>
internal sealed record OpenaiOrder(OpenaiModel Model, JsonElement Body)
{
    /// <summary>The image that is edited, if any, and all that were sent, as text.</summary>
    public PictureSource? Source { get; init; }

    public string? Fingerprint { get; init; }

    /// <summary>How many files were sent.</summary>
    public int Files { get; init; }

    public int Count => Body.TryGetProperty("n", out var n) ? n.GetInt32() : 1;

    public string Prompt => Text("prompt");

    public string Format => Text("output_format") is { Length: > 0 } format ? format : "png";

    public string Size => Text("size") is { Length: > 0 } and not "auto" and var size ? size : "1024x1024";

    public string Quality => Text("quality") is { Length: > 0 } and not "auto" and var quality ? quality : Model.IsGpt ? "high" : "standard";

    public bool IsTransparent => Text("background") == "transparent";

    /// <summary>GPT image models always answer base64, the others where they are asked for it.</summary>
    public bool IsBase64 => Model.IsGpt || Text("response_format") == "b64_json";

    /// <summary>Draws one of the images; there is no seed, and yet the same call draws the same ones.</summary>
    public byte[] Draw(int index, PictureEncoder encoder, CancellationToken cancellationToken)
    {
        var sides = Size.Split('x').Select(side => int.Parse(side, CultureInfo.InvariantCulture)).ToList();
        var picture = PlacedPicture.Over(
            new Landscape(new PictureOrder([new WeightedText(Prompt, 1)], (uint)index + 1, null, $"{Model.Id} {Quality}", sides[0], sides[1]) { Source = Fingerprint }), Source);
        return encoder.Encode(
            IsTransparent ? new CutOut(picture) : picture,
            Format switch
            {
                "jpeg" => ImageFormat.Jpeg,
                "webp" => ImageFormat.Webp,
                _ => ImageFormat.Png,
            },
            cancellationToken);
    }

    private string Text(string name) => Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
