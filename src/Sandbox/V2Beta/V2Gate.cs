using Connector.Sandbox.Accounts;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V2Beta;

/// <summary>What every request passes first: the key, which must be a bearer token here, and the key's rate limit.</summary>
internal sealed class V2Gate(Ledger ledger)
{
    private const string Scheme = "Bearer ";

    public RequestDelegate Guard(V2Handler handler) => async context =>
    {
        var account = AccountOf(context.Request);
        var error = account switch
        {
            null => V2Error.Unauthorized,
            _ when !account.Window.TryEnter() => V2Error.RateLimited(account.Window.Limit),
            _ => await handler(context, account, context.RequestAborted),
        };
        if (error is not null)
        {
            await error.WriteAsync(context, context.RequestAborted);
        }
    };

    private Account? AccountOf(HttpRequest request)
    {
        var value = request.Headers.Authorization.ToString();
        return value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? ledger.Find(value[Scheme.Length..].Trim()) : null;
    }
}
