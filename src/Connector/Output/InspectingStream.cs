using System.Runtime.CompilerServices;
using Connector.Failures;
using Connector.Streams;

namespace Connector.Output;

/// <summary>Shows an inspector every byte that is read through it, up to a limit.</summary>
internal sealed class InspectingStream(Stream content, MediaInspector inspector, long mostBytes = long.MaxValue) : ReadOnlyStream
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken);
        inspector.Append(buffer.Span[..read]);
        return inspector.Bytes <= mostBytes ? read : throw ConnectorException.TooLarge("The file", mostBytes, "more");
    }
}
