using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.Hosting;

/// <summary>The <c>x-request-id</c> of an answer, 32 hexadecimal digits; an error carries the same value as its <c>id</c>.</summary>
internal static class RequestId
{
    public const string Header = "x-request-id";

    public static void Assign(HttpContext context) =>
        context.Response.Headers[Header] = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static string Of(HttpContext context) => context.Response.Headers[Header].ToString();
}
