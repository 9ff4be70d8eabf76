using Connector.Sandbox.Accounts;
using Connector.Sandbox.Pictures;
using Connector.Sandbox.Triggers;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V1;

/// <summary>Answers a generation that passed every check: the trigger words, the credits, the pictures.</summary>
internal sealed class GenerationRun(PictureEncoder encoder, TimeProvider time)
{
    private const string BrokenJson = "{\"artifacts\":[{\"base64\":";

    public async Task<V1Error?> AnswerAsync(
        HttpContext context, Account account, Generation generation, CancellationToken cancellationToken)
    {
        var trigger = TriggerWords.Find(generation.Prompts.Select(prompt => prompt.Text));
        switch (trigger)
        {
            case Trigger.Refused:
                return V1Error.RefusedPrompt;
            case Trigger.TooManyRequests:
                return V1Error.RateLimited(account.Window.Limit);
            case Trigger.ServerError:
                return V1Error.Server;
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

        var cost = trigger == Trigger.Error ? 0 : generation.Cost;
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
        var artifacts = generation.Orders().Select(order => new Artifact(order, generation.Image, finishReason, encoder));
        var wantsPng = GenerationHeaders.WantsPng(context.Request);
        await (trigger switch
        {
            Trigger.Malformed => Misbehaviour.AnswerMalformedAsync(
                context, wantsPng ? GenerationHeaders.Png : GenerationHeaders.Json, BrokenJson, cancellationToken),
            Trigger.Cut => PictureAnswers.AnswerHalfAsync(context, artifacts, wantsPng, cancellationToken),
            _ when wantsPng => PictureAnswers.AnswerPngAsync(context, artifacts.Single(), cancellationToken),
            _ => PictureAnswers.AnswerJsonAsync(context, artifacts, cancellationToken),
        });
        return null;
    }
}
