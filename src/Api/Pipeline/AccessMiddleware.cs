using System.Security.Cryptography;
using System.Text;
using Connector.Api.Documents.Api;
using Connector.Api.Endpoints;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Api.Pipeline;

/// <summary>Where access keys are set, lets only callers in that show one, as the Functions host does with its function keys.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ConnectorOptions options)
{
    /// <summary>Hashes are compared, so that neither a key's length nor its first letters show in the time taken.</summary>
    private readonly IReadOnlyList<byte[]> _keys = [.. options.AccessKeys.Select(Hash)];

    public Task InvokeAsync(HttpContext context)
    {
        if (_keys.Count == 0 || EndpointTable.IsAnonymous(context.Request) || IsKnown(Given(context.Request)))
        {
            return next(context);
        }

        throw new ConnectorException(
            401,
            ErrorCodes.AccessDenied,
            $"Send one of the keys of {ConnectorSettings.AccessKeys.Name} in the header {ApiDescription.KeyHeader} or as ?{ApiDescription.KeyQuery}=.");
    }

    private static string Given(HttpRequest request) =>
        request.Headers[ApiDescription.KeyHeader].FirstOrDefault() ?? request.Query[ApiDescription.KeyQuery].FirstOrDefault() ?? "";

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private bool IsKnown(string given)
    {
        var hash = Hash(given);
        return _keys.Aggregate(seed: false, (known, key) => known | CryptographicOperations.FixedTimeEquals(key, hash));
    }
}
