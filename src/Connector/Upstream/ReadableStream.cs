using Connector.Streams;

namespace Connector.Upstream;

/// <summary>As much of a file as its base64 gives: it ends where that breaks off.</summary>
/// <param name="content">The file.</param>
internal sealed class ReadableStream(LooseBase64Stream content) : ReadOnlyStream
{
    /// <summary>Why it breaks off; null when it does not.</summary>
    public FormatException? Failure { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Failure is null ? await content.ReadAsync(buffer, cancellationToken) : 0;
        }
        catch (FormatException broken)
        {
            Failure = broken;
            return 0;
        }
    }
}
