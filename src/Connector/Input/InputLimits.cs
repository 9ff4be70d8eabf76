using System.Globalization;
using Connector.Streams;

namespace Connector.Input;

/// <summary>How much a caller may send.</summary>
public static class InputLimits
{
    /// <summary>The largest request body, in bytes: text parameters only, so 1 MiB is plenty.</summary>
    public const int BodyBytes = 1024 * 1024;

    /// <summary>A body that is refused as soon as it passes the limit.</summary>
    /// <param name="body">The body.</param>
    public static Stream Limit(Stream body) => new LimitedStream(body);

    /// <summary>Refuses a body that passes the limit.</summary>
    /// <param name="length">The bytes announced, or seen so far.</param>
    /// <exception cref="ConnectorException"><c>payload_too_large</c> (413).</exception>
    public static void ThrowIfTooLarge(long? length)
    {
        if (length > BodyBytes)
        {
            throw new ConnectorException(
                413,
                ErrorCodes.PayloadTooLarge,
                string.Create(CultureInfo.InvariantCulture, $"The body may have at most {BodyBytes:N0} bytes; this one has {length:N0} or more."));
        }
    }
}
