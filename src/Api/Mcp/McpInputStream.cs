using Connector.Streams;

namespace Connector.Api.Mcp;

/// <summary>Standard input, which tells when the client has closed it: nobody reads an answer then.</summary>
/// <param name="input">The input, whose reads cannot be cancelled.</param>
/// <param name="ended">Is cancelled at its end.</param>
internal sealed class McpInputStream(Stream input, CancellationTokenSource ended) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Task.Run(() => input.ReadAsync(buffer, CancellationToken.None).AsTask(), cancellationToken).WaitAsync(cancellationToken);
        if (read == 0)
        {
            await ended.CancelAsync();
        }

        return read;
    }
}
