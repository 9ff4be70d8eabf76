using System.Text.Json;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connector.Sandbox.V1;

/// <summary>
/// <c>POST /v1/generation/{engine_id}/text-to-image</c>: the headers, the body against the document, the engine's rules, the trigger
/// words, the credits, the pictures.
/// </summary>
internal sealed class TextToImage(ApiDocument document, TimeProvider time)
{
    public const string Path = "/v1/generation/{engine_id}/text-to-image";

    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(5);

    private readonly SchemaChecker _checker = new(document);
    private readonly JsonElement _schema = document.RequestSchema(Path, "post", "application/json");

    public async Task<V1Error?> AnswerAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        if (GenerationHeaders.Refusal(context.Request) is { } badHeader)
        {
            return badHeader;
        }

        using var body = await JsonBody.ReadAsync(context.Request.Body, cancellationToken);
        if (body is null)
        {
            return V1Error.BadRequest("body: must be valid JSON");
        }

        var wantsPng = GenerationHeaders.WantsPng(context.Request);
        var engineId = context.GetRouteValue("engine_id")?.ToString() ?? "";
        if (RefusalBySchema(body.RootElement) is { } badBody)
        {
            return badBody;
        }

        if (Engines.Find(engineId) is not { } engine)
        {
            return V1Error.UnknownEngine(engineId);
        }

        var request = TextToImageRequest.Read(body.RootElement, engine);
        return RefusalByRules(request, wantsPng) ?? await DrawAsync(context, account, request, wantsPng, cancellationToken);
    }

    private V1Error? RefusalBySchema(JsonElement body) => _checker.Check(body, _schema).FirstOrDefault() switch
    {
        null => null,
        // "Height and width must be specified in increments of 64"; no other field has a step.
        { Keyword: "multipleOf" } problem => new V1Error(400, "invalid_height_or_width", problem.ToString()),
        var problem => V1Error.BadRequest(problem.ToString()),
    };

    private static V1Error? RefusalByRules(TextToImageRequest request, bool wantsPng)
    {
        if (request.Samples > 1 && wantsPng)
        {
            return V1Error.TooManySamples;
        }

        return request.Engine.Family == EngineFamily.FromImage
            ? V1Error.BadRequest($"engine_id: {request.Engine.Id} does not support text-to-image")
            : SizeRules.Refusal(request.Engine.Family, request.Width, request.Height);
    }

    private async Task<V1Error?> DrawAsync(
        HttpContext context, Account account, TextToImageRequest request, bool wantsPng, CancellationToken cancellationToken)
    {
        var trigger = TriggerWords.Find(request.Prompts.Select(prompt => prompt.Text));
        switch (trigger)
        {
            case Trigger.Refused:
                return V1Error.RefusedPrompt;
            case Trigger.TooManyRequests:
                return V1Error.RateLimited(account.Window.Limit);
            case Trigger.ServerError:
                return V1Error.Server;
            case Trigger.Unavailable:
                context.Response.StatusCode = 503;
                context.Response.ContentType = "text/html";
                return null;
            case Trigger.Html:
                await Misbehaviour.AnswerPageAsync(context, cancellationToken);
                return null;
            case Trigger.Slow:
                await Task.Delay(SlowAnswer, time, cancellationToken);
                break;
        }

        var cost = trigger == Trigger.Error ? 0 : Price.Of(request.Steps, request.Samples);
        if (!account.TryCharge(cost))
        {
            return V1Error.InsufficientBalance(cost, account.Credits);
        }

        var finishReason = trigger switch
        {
            Trigger.Filtered => FinishReason.ContentFiltered,
            Trigger.Error => FinishReason.Error,
            _ => FinishReason.Success,
        };
        var artifacts = request.Orders().Select(order => new Artifact(order, finishReason));
        await (trigger switch
        {
            Trigger.Malformed => Misbehaviour.AnswerMalformedAsync(context, wantsPng, cancellationToken),
            Trigger.Cut => Misbehaviour.AnswerHalfAsync(context, artifacts, wantsPng, cancellationToken),
            _ when wantsPng => PictureAnswers.AnswerPngAsync(context, artifacts.Single(), cancellationToken),
            _ => PictureAnswers.AnswerJsonAsync(context, artifacts, cancellationToken),
        });
        return null;
    }
}
