using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.V2Beta.Products;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connector.Sandbox.V2Beta;

/// <summary>A GET that fetches what a job made.</summary>
internal sealed class JobResult(ApiDocument document, string path, JobStore jobs, ProductAnswer answer)
{
    private readonly HeaderContract _headers = new(document, path, "get");

    public async Task<V2Error?> AnswerAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        if (_headers.Check(context.Request).ToList() is { Count: > 0 } problems)
        {
            return V2Error.Of(problems);
        }

        var id = context.GetRouteValue("id")?.ToString() ?? "";
        if (jobs.Find(id) is not { } job || job.Owner != account || !IsFetchedHere(job))
        {
            return V2Error.UnknownGeneration;
        }

        await (jobs.IsInProgress(job)
            ? JobAnswers.AnswerInProgressAsync(context, id, cancellationToken)
            : answer.AnswerAsync(context, job.Order, _headers.WantsJson(context.Request), job.Trigger, cancellationToken));
        return null;
    }

    /// <summary>Where the operation sends its callers, or the path of its own that one operation has beside it.</summary>
    private bool IsFetchedHere(Job job) =>
        document.Operation(job.Path, "post").GetProperty("x-async").GetProperty("poll").ValueEquals(path)
        || path == job.Path + "/result/{id}";
}
