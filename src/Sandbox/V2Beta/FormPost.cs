using System.Text;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Triggers;
using Connector.Sandbox.V2Beta.Products;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V2Beta;

/// <summary>
/// A POST of a form that makes something: the form, the headers and fields against the document, the trigger words, the language,
/// the credits, the product or the id of its job.
/// </summary>
internal sealed class FormPost(ApiDocument document, string path, Func<CheckedForm, decimal> price, ProductAnswer answer, TimeProvider time)
{
    private readonly FormContract _contract = new(document, path);
    private readonly HeaderContract _headers = new(document, path, "post");
    private readonly OrderReader _orders = new(document, path);
    private readonly bool _isEnglishOnly = document.ResponseTypes(path, "post", "422").Count > 0;
    private readonly BodyLimit _limit = BodyLimit.Of(path);

    /// <summary>Where jobs are kept, when the operation only starts one.</summary>
    public JobStore? Jobs { get; init; }

    /// <summary>What the document cannot say in rules.</summary>
    public Func<CheckedForm, V2Error?> FurtherRefusal { get; init; } = static _ => null;

    public async Task<V2Error?> AnswerAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        var reading = await MultipartFormReader.ReadAsync(context.Request, _limit.Bytes, cancellationToken);
        if (RefusalOf(reading.Outcome) is { } unread)
        {
            return unread;
        }

        var form = _contract.Check(reading.Form);
        if (_headers.Check(context.Request).Concat(form.Problems).ToList() is { Count: > 0 } problems)
        {
            return V2Error.Of(problems);
        }

        return FurtherRefusal(form) ?? BrokenImages(form) ?? await RunAsync(context, account, form, cancellationToken);
    }

    private V2Error? RefusalOf(FormOutcome outcome) => outcome switch
    {
        FormOutcome.NoContentType => V2Error.BadRequest("content-type: required"),
        FormOutcome.NotMultipart => V2Error.BadRequest("content-type: must be multipart/form-data"),
        FormOutcome.Malformed => V2Error.BadRequest("body: must be valid multipart/form-data"),
        FormOutcome.TooLarge => V2Error.TooLarge(_limit.Text),
        _ => null,
    };

    private static V2Error? BrokenImages(CheckedForm form) => ImageContents.Check(form).ToList() is { Count: > 0 } broken ? V2Error.Of(broken) : null;

    private async Task<V2Error?> RunAsync(HttpContext context, Account account, CheckedForm form, CancellationToken cancellationToken)
    {
        var prompts = form.Form.Texts.Where(text => text.Key.Contains("prompt", StringComparison.Ordinal)).Select(text => text.Value).ToList();
        var trigger = TriggerWords.Find(prompts);
        switch (trigger)
        {
            case Trigger.Refused:
                return V2Error.Moderated;
            case Trigger.TooManyRequests:
                return V2Error.RateLimited(account.Window.Limit);
            case Trigger.ServerError or Trigger.Error:
                return V2Error.Internal;
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

        if (_isEnglishOnly && prompts.Exists(IsOtherLanguage))
        {
            return V2Error.OtherLanguage;
        }

        if (!account.TryCharge(price(form)))
        {
            return V2Error.PaymentRequired;
        }

        var order = _orders.Read(form);
        await (Jobs is null
            ? answer.AnswerAsync(context, order, _headers.WantsJson(context.Request), trigger, cancellationToken)
            : StartAsync(context, Jobs, new Job(path, account, order, trigger, Jobs.Now), cancellationToken));
        return null;
    }

    private Task StartAsync(HttpContext context, JobStore jobs, Job job, CancellationToken cancellationToken)
    {
        var status = document.ResponseTypes(path, "post", "202").Count > 0 ? 202 : 200;
        return JobAnswers.AnswerStartedAsync(context, status, jobs.Add(job), cancellationToken);
    }

    /// <summary>Letters beyond the Latin ones; upstream knows more about languages than their letters.</summary>
    private static bool IsOtherLanguage(string text)
    {
        const int LastLatin = 0x24F;
        return text.EnumerateRunes().Any(rune => rune.Value > LastLatin && Rune.IsLetter(rune));
    }
}
