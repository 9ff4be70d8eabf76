using Connector.Declaration;
using Connector.Failures;
using Connector.Streams;

namespace Connector.Input;

/// <summary>How much a caller may send.</summary>
public static class InputLimits
{
    /// <summary>The most bytes of parameters other than files: 1 MiB is plenty for texts.</summary>
    public const int TextBytes = 1024 * 1024;

    /// <summary>The largest request body of an action, in bytes: its texts, and its files as base64 in wrapped lines.</summary>
    /// <param name="action">The action.</param>
    public static long BodyBytes(ConnectorAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var bytes = (long)TextBytes;
        foreach (var parameter in action.Parameters)
        {
            bytes += parameter is FileParameter file ? (file.MaxBytes * 3 / 2) + 1024 : 0;
        }

        return bytes;
    }

    /// <summary>A body that is refused as soon as it passes the action's limit.</summary>
    /// <param name="body">The body.</param>
    /// <param name="action">The action.</param>
    public static Stream Limit(Stream body, ConnectorAction action) => new LimitedStream(body, BodyBytes(action));

    /// <summary>Refuses a body whose announced length passes the action's limit.</summary>
    /// <param name="length">The length; null when none is announced.</param>
    /// <param name="action">The action.</param>
    /// <exception cref="ConnectorException"><c>payload_too_large</c> (413).</exception>
    public static void ThrowIfTooLarge(long? length, ConnectorAction action)
    {
        if (length > BodyBytes(action))
        {
            throw ConnectorException.BodyTooLarge(BodyBytes(action));
        }
    }
}
