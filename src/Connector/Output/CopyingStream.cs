using Connector.Streams;

namespace Connector.Output;

/// <summary>Copies what is read through it.</summary>
internal sealed class CopyingStream(Stream content, SpillCopy copy) : ReadOnlyStream
{
    /// <summary>Whether the content itself broke off, which is not its reader's fault.</summary>
    public bool HasFailed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await content.ReadAsync(buffer, cancellationToken);
        }
        catch
        {
            HasFailed = true;
            throw;
        }

        await copy.AppendAsync(buffer[..read], cancellationToken);
        return read;
    }
}
