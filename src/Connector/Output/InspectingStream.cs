using Connector.Streams;

namespace Connector.Output;

/// <summary>Shows an inspector every byte that is read through it.</summary>
internal sealed class InspectingStream(Stream content, MediaInspector inspector) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken);
        inspector.Append(buffer.Span[..read]);
        return read;
    }
}
