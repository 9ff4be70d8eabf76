using System.Security.Cryptography;
using System.Text.Json;
using Connector.Pictures;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Pictures;
using Connector.Sandbox.Triggers;
using Microsoft.AspNetCore.Http;
using FormFile = Connector.Sandbox.Contract.FormFile;

namespace Connector.Sandbox.Openai;

/// <summary>One of the two operations: the body against the document, what the model takes, the trigger words, the credits, the images.</summary>
internal sealed class OpenaiCall(ApiDocument document, string path, OpenaiAnswer answer, TimeProvider time)
{
    private const string Json = "application/json";
    private const string Form = "multipart/form-data";
    private const string ImageList = "image[]";
    private const int MostImages = 16;
    private const long MostBytes = 200_000_000;
    private const decimal PerImage = 4;
    private const float Kept = 0.5f;

    private static readonly string[] OfGptOnly = ["background", "output_format", "output_compression", "moderation", "input_fidelity"];

    private readonly SchemaChecker _checker = new(document);
    private readonly bool _isForm = document.Operation(path, "post").GetProperty("requestBody").GetProperty("content").TryGetProperty(Form, out _);

    public Task<OpenaiError?> AnswerAsync(HttpContext context, Account account, CancellationToken cancellationToken) =>
        _isForm ? AnswerFormAsync(context, account, cancellationToken) : AnswerJsonAsync(context, account, cancellationToken);

    private async Task<OpenaiError?> AnswerJsonAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        using var body = await JsonBody.ReadAsync(context.Request.Body, cancellationToken);
        if (body?.RootElement.ValueKind != JsonValueKind.Object)
        {
            return OpenaiError.NoJson;
        }

        var schema = document.RequestSchema(path, "post", Json);
        var problem = _checker.Check(body.RootElement, schema).Concat(new FieldRules(document, schema, document.Rules(path, "post")).Check(body.RootElement)).FirstOrDefault();
        return problem is not null ? OpenaiError.Of(problem)
            : UnknownField(schema, body.RootElement) ?? await RunAsync(context, account, body.RootElement, order => order, cancellationToken);
    }

    private async Task<OpenaiError?> AnswerFormAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        var reading = await MultipartFormReader.ReadAsync(context.Request, MostBytes, cancellationToken);
        if (reading.Outcome != FormOutcome.Read)
        {
            return OpenaiError.NoForm;
        }

        var form = new FormContract(document, path).Check(reading.Form);
        if (form.Problems.Count > 0)
        {
            return OpenaiError.Of(form.Problems[0]);
        }

        var images = reading.Form.Files.TryGetValue("image", out var single) ? [single] : reading.Form.FilesOf(ImageList);
        if (images.Count is 0 or > MostImages || images.Any(image => ImageHeader.Read(image.Content.Span) is null))
        {
            return OpenaiError.BadValue("image", $"must be 1 to {MostImages} images, each a PNG, JPEG or WebP");
        }

        if (ImageContents.Check(form).FirstOrDefault() is { } broken)
        {
            return OpenaiError.Of(broken);
        }

        if (form.Images.TryGetValue("mask", out var mask) && mask.Size != ImageHeader.Read(images[0].Content.Span)!.Size)
        {
            return OpenaiError.BadValue("mask", "must have the size of the first image");
        }

        return await RunAsync(context, account, form.Body, order => order with { Source = new PictureSource(images[0].Content, Kept), Fingerprint = Hash(images), Files = images.Count }, cancellationToken);
    }

    private static string Hash(IEnumerable<FormFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(file.Content.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private OpenaiError? UnknownField(JsonElement schema, JsonElement body) =>
        body.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => document.Property(schema, name) is null) is { } unknown ? OpenaiError.UnknownField(unknown) : null;

    private async Task<OpenaiError?> RunAsync(
        HttpContext context, Account account, JsonElement body, Func<OpenaiOrder, OpenaiOrder> complete, CancellationToken cancellationToken)
    {
        // On Azure the deployment decides; without either the first model that takes the call.
        var isDeployed = context.Request.RouteValues.ContainsKey(OpenaiApi.Deployment);
        var name = !isDeployed && body.TryGetProperty("model", out var model) ? model.GetString() : null;
        var models = name is null ? OpenaiModel.All : [.. OpenaiModel.All.Where(known => known.Id == name)];
        if (models.Count == 0)
        {
            return OpenaiError.UnknownModel(name!);
        }

        var orders = models.Select(known => complete(new OpenaiOrder(known, body))).ToList();
        var order = isDeployed ? orders[0] : orders.Find(one => Refusal(one) is null) ?? orders[0];
        if (Refusal(order) is { } refusal)
        {
            return refusal;
        }

        var trigger = TriggerWords.Find([order.Prompt]);
        switch (trigger)
        {
            case Trigger.Refused or Trigger.Filtered:
                return OpenaiError.Blocked;
            case Trigger.TooManyRequests:
                return OpenaiError.RateLimited(account.Window);
            case Trigger.ServerError or Trigger.Error:
                return OpenaiError.Server;
            case Trigger.Unavailable:
                Misbehaviour.AnswerUnavailable(context);
                return null;
            case Trigger.Html:
                await Misbehaviour.AnswerPageAsync(context, cancellationToken);
                return null;
            case Trigger.Slow:
                await Task.Delay(Misbehaviour.SlowAnswer, time, cancellationToken);
                break;
        }

        if (!account.TryCharge(PerImage * order.Count))
        {
            return OpenaiError.NoQuota;
        }

        await answer.AnswerAsync(context, order, trigger, cancellationToken);
        return null;
    }

    /// <summary>What the model does not take.</summary>
    private static OpenaiError? Refusal(OpenaiOrder order)
    {
        var model = order.Model;
        if (!model.Sizes.Contains(Sent("size") ?? "auto", StringComparer.Ordinal))
        {
            return OpenaiError.BadValue("size", $"{model.Id} draws {string.Join(", ", model.Sizes)}");
        }

        if (!model.Qualities.Contains(Sent("quality") ?? "auto", StringComparer.Ordinal))
        {
            return OpenaiError.BadValue("quality", $"{model.Id} knows {string.Join(", ", model.Qualities)}");
        }

        if (order.Count > model.Most)
        {
            return OpenaiError.BadValue("n", $"{model.Id} makes {model.Most} at most");
        }

        if (order.IsTransparent && order.Format == "jpeg")
        {
            return OpenaiError.BadValue("background", "a transparent one needs the output format png or webp");
        }

        if (!model.IsGpt && order.Files > 1)
        {
            return OpenaiError.BadValue("image", $"{model.Id} takes one image");
        }

        var foreign = model.IsGpt ? ["response_format"] : OfGptOnly;
        return Array.Find(foreign, name => order.Body.TryGetProperty(name, out _)) is { } unknown ? OpenaiError.UnknownField(unknown) : null;

        string? Sent(string name) => order.Body.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
