using Connector.Declaration;
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
        if (request.Headers[Parameter.Name].ToString() is { Length: > 0 } url)
        {
            input.Add(CallbackUrl.Parameter, url);
        }
    }
}
