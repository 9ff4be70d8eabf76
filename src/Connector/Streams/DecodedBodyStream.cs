using Connector.Failures;

namespace Connector.Streams;

/// <summary>
/// A caller's body whose compression is undone as it is read; what cannot be is the caller's fault. That its end is missing the decoders
/// tell only when they are set to (Directory.Build.props). How much comes out is for the reader to limit.
/// </summary>
internal sealed class DecodedBodyStream : ReadOnlyStream
{
    /// <summary>What decoders read ahead, and what a body may have around its data.</summary>
    private const long Allowance = 1024 * 1024;

    private readonly string _encoding;
    private readonly CountedBody _body;
    private readonly Stream _decoded;
    private long _read;

    /// <summary>Prepares the decoding; nothing is read yet.</summary>
    /// <param name="body">The body as it comes.</param>
    /// <param name="decode">Undoes the compression.</param>
    /// <param name="encoding">Its name, for messages.</param>
    public DecodedBodyStream(Stream body, Func<Stream, Stream> decode, string encoding)
    {
        _encoding = encoding;
        _body = new CountedBody(body);
        _decoded = decode(_body);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            _body.Most = Allowance + (2 * _read);
            var read = await _decoded.ReadAsync(buffer, cancellationToken);
            _read += read;
            return read;
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            throw new ConnectorException(
                400,
                ErrorCodes.BadRequest,
                $"The body is not the {InputText.Shorten(_encoding)} that its Content-Encoding says, or was cut on its way.",
                broken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoded.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The body as it comes. Compressed data that yields nothing for megabytes would pass by every limit on what comes out.</summary>
    private sealed class CountedBody(Stream body) : ReadOnlyStream
    {
        private long _count;

        public long Most { get; set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await body.ReadAsync(buffer, cancellationToken);
            _count += read;
            return _count <= Most ? read : throw new InvalidDataException("The compressed data holds next to nothing.");
        }
    }
}
