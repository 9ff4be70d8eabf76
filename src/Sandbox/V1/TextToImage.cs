using System.Text.Json;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connector.Sandbox.V1;

/// <summary><c>POST /v1/generation/{engine_id}/text-to-image</c>: the headers, the body against the document, the engine's rules.</summary>
internal sealed class TextToImage(ApiDocument document, GenerationRun run)
{
    public const string Path = "/v1/generation/{engine_id}/text-to-image";

    private readonly SchemaChecker _checker = new(document);
    private readonly JsonElement _schema = document.RequestSchema(Path, "post", GenerationHeaders.Json);

    public async Task<V1Error?> AnswerAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        if (GenerationHeaders.Refusal(context.Request, GenerationHeaders.Json) is { } badHeader)
        {
            return badHeader;
        }

        using var body = await JsonBody.ReadAsync(context.Request.Body, cancellationToken);
        if (body is null)
        {
            return V1Error.BadRequest("body: must be valid JSON");
        }

        var engineId = context.GetRouteValue("engine_id")?.ToString() ?? "";
        if (_checker.Check(body.RootElement, _schema).FirstOrDefault() is { } problem)
        {
            return V1Error.Of(problem);
        }

        if (Engines.Find(engineId) is not { } engine)
        {
            return V1Error.UnknownEngine(engineId);
        }

        var width = GenerationFields.Integer(body.RootElement, "width") ?? engine.DefaultSide;
        var height = GenerationFields.Integer(body.RootElement, "height") ?? engine.DefaultSide;
        var samples = GenerationFields.Samples(body.RootElement);
        return RefusalByRules(engine, width, height, samples > 1 && GenerationHeaders.WantsPng(context.Request))
            ?? await run.AnswerAsync(context, account, Read(body.RootElement, engine, (int)width, (int)height), cancellationToken);
    }

    private static V1Error? RefusalByRules(Engine engine, long width, long height, bool wantsManyAsPng)
    {
        if (wantsManyAsPng)
        {
            return V1Error.TooManySamples;
        }

        return engine.DrawsFromText
            ? SizeRules.Refusal(engine.Family, width, height)
            : V1Error.UnsuitableEngine(engine, "text-to-image");
    }

    private static Generation Read(JsonElement body, Engine engine, int width, int height) => new(
        engine,
        GenerationFields.Prompts(body),
        width,
        height,
        GenerationFields.Samples(body),
        GenerationFields.Seed(body),
        GenerationFields.Style(body),
        Price.Of(GenerationFields.Steps(body), GenerationFields.Samples(body)));
}
