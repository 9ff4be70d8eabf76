using Connector.Failures;
using Connector.Streams;

namespace Connector.Upstream;

/// <summary>A file that an answer names by its address: opened when it is first read, and as much of it as comes. What fails is kept, not thrown: the other files of the answer may be good.</summary>
/// <param name="open">Opens the file.</param>
internal sealed class ResultStream(Func<CancellationToken, Task<Stream>> open) : ReadOnlyStream
{
    private Stream? _content;

    /// <summary>Why it ends early; null when it does not.</summary>
    public ConnectorException? Failure { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Failure is null ? await (_content ??= await open(cancellationToken)).ReadAsync(buffer, cancellationToken) : 0;
        }
        catch (ConnectorException failure)
        {
            Failure = failure;
            return 0;
        }
    }

    protected override void Dispose(bool disposing)
    {
        _content?.Dispose();
        base.Dispose(disposing);
    }
}
