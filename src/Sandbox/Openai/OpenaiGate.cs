using Connector.Sandbox.Accounts;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.Openai;

/// <summary>What every request passes first: the key, a bearer token or Azure's header, and the key's rate limit.</summary>
internal sealed class OpenaiGate(Ledger ledger)
{
    private const string Scheme = "Bearer ";

    public RequestDelegate Guard(OpenaiHandler handler) => async context =>
    {
        var key = KeyOf(context.Request);
        var account = ledger.Find(key);
        var error = account switch
        {
            null => key.Length == 0 ? OpenaiError.MissingKey : OpenaiError.WrongKey(key),
            _ when !account.Window.TryEnter() => OpenaiError.RateLimited(account.Window),
            _ => await handler(context, account, context.RequestAborted),
        };
        if (error is not null)
        {
            await error.WriteAsync(context, context.RequestAborted);
        }
    };

    private static string KeyOf(HttpRequest request)
    {
        var value = request.Headers.Authorization.ToString();
        return value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : request.Headers["api-key"].ToString();
    }
}
