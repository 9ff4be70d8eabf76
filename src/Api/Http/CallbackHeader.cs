using Connector.Declaration;
using Connector.Failures;
using Connector.Input;

namespace Connector.Api.Http;

/// <summary>The callback of a call, for hosts that cannot change its body.</summary>
internal static class CallbackHeader
{
    public static TextParameter Parameter { get; } = CallbackUrl.Parameter with
    {
        Name = CallbackUrl.HeaderName,
        Description = $"The same as {CallbackUrl.Parameter.Name} in the body.",
    };

    /// <summary>Adds it to the input, where it is given.</summary>
    public static void AddTo(ActionInput input, HttpRequest request)
    {
        if (Given(request) is not { } url)
        {
            return;
        }

        if (!input.Action.Parameters.Contains(CallbackUrl.Parameter))
        {
            throw ConnectorException.BadRequest(ErrorCodes.BadRequest, $"{input.Action.Name} only reads: it takes no {Parameter.Name}.");
        }

        input.Add(CallbackUrl.Parameter, url);
    }

    /// <summary>Adds it to the batch, where it is given.</summary>
    public static void AddTo(BatchInput batch, HttpRequest request)
    {
        if (Given(request) is { } url)
        {
            batch.AddCallback(url);
        }
    }

    private static string? Given(HttpRequest request) => request.Headers[Parameter.Name] switch
    {
        [{ Length: > 0 } url] => url,
        { Count: > 1 } => throw ConnectorException.BadRequest(ErrorCodes.BadRequest, $"The header {Parameter.Name} is given more than once."),
        _ => null,
    };
}
