using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Connector.Callbacks;

/// <summary>Signs as the Standard Webhooks specification says, version 1: HMAC-SHA256 of id, time and body.</summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The value of the signature's header.</summary>
    /// <param name="secret">The key.</param>
    /// <param name="id">The message's id, the same for each try.</param>
    /// <param name="timestamp">When it is sent, in seconds since 1970.</param>
    /// <param name="body">The body.</param>
    public static string Of(byte[] secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var start = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, (byte[])[.. start, .. body]))}";
    }
}
