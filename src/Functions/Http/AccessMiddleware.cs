using System.Security.Cryptography;
using System.Text;
using Connector.Functions.Endpoints;
using Connector.Functions.Hosting;
using Connector.Settings;

namespace Connector.Functions.Http;

/// <summary>Where access keys are set, lets only callers in that show one, as the Functions host does with its function keys.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ConnectorRuntime runtime)
{
    private const string Header = "x-functions-key";

    /// <summary>The query's value that holds a key. Under the Functions host, too, which checks it before we see it.</summary>
    public const string Query = "code";

    /// <summary>Hashes are compared, so that neither a key's length nor its first letters show in the time taken.</summary>
    private readonly IReadOnlyList<byte[]> _keys = [.. runtime.Settings.AccessKeys.Select(Hash)];

    public Task InvokeAsync(HttpContext context)
    {
        if (_keys.Count == 0 || EndpointTable.IsAnonymous(context.Request) || IsKnown(Given(context.Request)))
        {
            return next(context);
        }

        throw new ConnectorException(
            401,
            ErrorCodes.AccessDenied,
            $"Send one of the keys of {ConnectorSettings.AccessKeys.Name} in the header {Header} or as ?{Query}=.");
    }

    private static string Given(HttpRequest request) =>
        request.Headers[Header].FirstOrDefault() ?? request.Query[Query].FirstOrDefault() ?? "";

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private bool IsKnown(string given)
    {
        var hash = Hash(given);
        return _keys.Aggregate(seed: false, (known, key) => known | CryptographicOperations.FixedTimeEquals(key, hash));
    }
}
