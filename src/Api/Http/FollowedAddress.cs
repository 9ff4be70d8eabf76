using Connector.Api.Documents.Api;

namespace Connector.Api.Http;

/// <summary>
/// The address in <c>Location</c>, which low-code hosts follow by themselves, without the headers of the first request. Only there:
/// bodies, which they keep, have the plain address and no key.
/// </summary>
internal static class FollowedAddress
{
    /// <summary>
    /// What Power Platform and Logic Apps send with the calls of a custom connector: the address of their own gateway that leads to the
    /// connector's root. The gateway adds the connection's key, which a poll of the plain address would lack.
    /// </summary>
    private const string Gateway = "X-MS-APIM-Referrer-Prefix";

    /// <summary>The address for this caller.</summary>
    /// <param name="request">The request.</param>
    /// <param name="url">Where the result will be, as this caller reached the server.</param>
    public static Uri Of(HttpRequest request, Uri url) =>
        Uri.TryCreate(request.Headers[Gateway], UriKind.Absolute, out var gateway) && gateway.Scheme == Uri.UriSchemeHttps
            ? new Uri($"{gateway.GetLeftPart(UriPartial.Path).TrimEnd('/')}{url.AbsolutePath[request.PathBase.Value!.Length..]}")
        : request.Query[ApiDescription.KeyQuery].ToString() is { Length: > 0 } key
            ? new UriBuilder(url) { Query = QueryString.Create(ApiDescription.KeyQuery, key).Value }.Uri
        : url;
}
