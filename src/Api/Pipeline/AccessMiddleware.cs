using Connector.Access;
using Connector.Api.Documents.Api;
using Connector.Api.Endpoints;
using Connector.Api.Http;
using Connector.Callers;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Api.Pipeline;

/// <summary>Finds out who calls. Where access keys are set, lets only callers in that show one, as the Functions host does with its function keys.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, AccessKeys keys, ILogger<AccessMiddleware> log)
{
    /// <summary>The longest name that is taken from a front end: the longest address of mail.</summary>
    private const int LongestName = 254;

    /// <summary>What App Service Authentication tells of whom it has signed in: the name, and where there is none the id.</summary>
    private static readonly string[] PlatformHeaders = ["X-MS-CLIENT-PRINCIPAL-NAME", "X-MS-CLIENT-PRINCIPAL-ID"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (EndpointTable.IsAnonymous(context.Request))
        {
            await next(context);
            return;
        }

        var caller = Find(context.Request, keys.Current);
        context.SetCaller(caller);
        using (CallerScope.Begin(log, caller.Name))
        {
            await next(context);
        }
    }

    private Caller Find(HttpRequest request, AccessOptions access)
    {
        var byKey = access.Keys.Count == 0 ? Caller.Nobody : keys.Find(Given(request)) ?? throw new ConnectorException(
            401,
            ErrorCodes.AccessDenied,
            $"Send an access key in the header {ApiDescription.KeyHeader} or as ?{ApiDescription.KeyQuery}=: one that {ConnectorSettings.AccessKeys.FirstName} or {ConnectorSettings.CallerKey.Name} sets.");
        var caller = byKey.Name is null ? access.CallerOf(ToldByFront(request, access)) : byKey;
        return !access.Isolate || caller.Name is not null ? caller : throw new ConnectorException(
            401, ErrorCodes.AccessDenied, $"Nothing in the request tells who calls, and {ConnectorSettings.Isolate.Name} keeps callers apart: send a key of your own, or sign in.");
    }

    private static string Given(HttpRequest request) =>
        request.Headers[ApiDescription.KeyHeader].FirstOrDefault() ?? request.Query[ApiDescription.KeyQuery].FirstOrDefault() ?? "";

    /// <summary>Whom a front end has let in. Its headers count only where the operator, or the platform, says that it sets them: anybody else could write them.</summary>
    private static string? ToldByFront(HttpRequest request, AccessOptions access)
    {
        var headers = PlatformHeaders.Where(_ => access.TrustsPlatform);
        if (access.CallerHeader is { } own)
        {
            headers = headers.Append(own);
        }

        return headers.Select(header => request.Headers[header].ToString().Trim()).FirstOrDefault(name => name.Length is > 0 and <= LongestName);
    }
}
