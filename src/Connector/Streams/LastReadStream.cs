namespace Connector.Streams;

/// <summary>The last part that is wanted of a body. It ends when the body has: what is wrong with the body's end is known before the part counts as whole.</summary>
/// <param name="part">The part.</param>
/// <param name="body">The body it stands in.</param>
internal sealed class LastReadStream(Stream part, Stream body) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await part.ReadAsync(buffer, cancellationToken);
        if (read == 0 && !buffer.IsEmpty)
        {
            await body.CopyToAsync(Stream.Null, cancellationToken);
        }

        return read;
    }
}
