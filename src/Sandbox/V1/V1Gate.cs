using Connector.Sandbox.Accounts;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V1;

/// <summary>What every v1 request passes first: the key, the key's rate limit, the organization.</summary>
internal sealed class V1Gate(Ledger ledger)
{
    private const string Scheme = "Bearer ";

    public RequestDelegate Guard(V1Handler handler) => async context =>
    {
        var error = Admit(context.Request, out var account);
        if (account is not null && error is null)
        {
            error = await handler(context, account, context.RequestAborted);
        }

        if (error is not null)
        {
            await error.WriteAsync(context, context.RequestAborted);
        }
    };

    private V1Error? Admit(HttpRequest request, out Account? account)
    {
        account = null;
        var key = KeyOf(request);
        if (key.Length == 0)
        {
            return V1Error.MissingKey;
        }

        account = ledger.Find(key);
        if (account is null)
        {
            return V1Error.WrongKey(key);
        }

        if (!account.Window.TryEnter())
        {
            return V1Error.RateLimited(account.Window.Limit);
        }

        var organization = request.Headers["Organization"].ToString();
        return organization.Length == 0 || organization.StartsWith("org-", StringComparison.Ordinal) ? null : V1Error.Forbidden;
    }

    /// <summary>v1 takes the key with or without a scheme: the document declares an API key in the header Authorization.</summary>
    private static string KeyOf(HttpRequest request)
    {
        var value = request.Headers.Authorization.ToString();
        return (value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..] : value).Trim();
    }
}
