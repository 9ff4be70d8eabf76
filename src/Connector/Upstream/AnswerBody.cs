using System.Buffers;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Connector.Declaration;
using Connector.Failures;
using Connector.Images;
using Connector.Streams;

namespace Connector.Upstream;

/// <summary>
/// An answer's body with its first bytes known, and with its encodings taken off: those that it was labelled with, and gzip also where
/// nothing says so. A connection that breaks fails whoever reads on, not whoever looks at what has come.
/// </summary>
internal sealed class AnswerBody : ReadOnlyStream
{
    /// <summary>How much of the beginning is kept: all of most answers that are no media.</summary>
    public const int HeadBytes = 64 * 1024;

    private const string Gzip = "gzip";

    /// <summary>Nobody means to encode more often.</summary>
    private const int MostLayers = 3;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(HeadBytes);
    private readonly List<string> _mended = [];
    private Stream _rest;
    private ConnectorException? _failure;
    private int _length;
    private int _position;
    private bool _hasReadOn;

    private AnswerBody(Stream rest) => _rest = rest;

    /// <summary>The first bytes, or all when there are no more.</summary>
    public ReadOnlySpan<byte> Head => _buffer.AsSpan(0, _length);

    /// <summary>Whether an encoding's end is missing: what came is whole only if it says so itself.</summary>
    public bool IsUnended { get; private set; }

    /// <summary>What was odd about the answer and has been put right, in sentences.</summary>
    public IReadOnlyList<string> Mended => _mended;

    /// <summary>Opens the body of an answer.</summary>
    /// <exception cref="ConnectorException">It is too long.</exception>
    public static async Task<AnswerBody> OpenAsync(HttpResponseMessage response, ConnectorApp app, CancellationToken cancellationToken)
    {
        var body = new AnswerBody(new UpstreamBodyStream(await response.Content.ReadAsStreamAsync(cancellationToken), app));
        try
        {
            await body.FillAsync(cancellationToken);
            await body.DecodeAsync(new HashSet<string>(response.Content.Headers.ContentEncoding, StringComparer.OrdinalIgnoreCase), app, cancellationToken);
            return body;
        }
        catch
        {
            await body.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether it is JSON, whatever it is labelled.</summary>
    public bool IsJson => AnswerText.Begin(Head) is ['{' or '[', ..];

    /// <summary>The body as JSON in UTF-8, without the mark of byte order that JSON must not have.</summary>
    public Stream AsJson()
    {
        var encoding = AnswerText.Mark(Head, out var bytes);
        _position = bytes;
        if (bytes > 0)
        {
            _mended.Add("Its JSON began with a byte order mark, which was passed over.");
        }

        return encoding is null or UTF8Encoding ? this : Encoding.CreateTranscodingStream(this, encoding, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>Says that something odd has been put right.</summary>
    public void AddMended(string sentence) => _mended.Add(sentence);

    /// <summary>Passes some of the first bytes.</summary>
    public void Pass(int bytes) => _position += bytes;

    /// <summary>Begins anew, as far as that goes: when more than the head has been read, the head is all there is.</summary>
    public void Rewind()
    {
        _position = 0;
        if (_hasReadOn)
        {
            _rest = Null;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position < _length)
        {
            var length = Math.Min(buffer.Length, _length - _position);
            _buffer.AsMemory(_position, length).CopyTo(buffer);
            _position += length;
            return length;
        }

        if (_failure is not null)
        {
            throw new ConnectorException(_failure.Status, _failure.Code, _failure.Message, _failure);
        }

        var read = await _rest.ReadAsync(buffer, cancellationToken);
        _hasReadOn |= read > 0;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _rest.Dispose();
        if (disposing && _length >= 0)
        {
            _length = -1;
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads the head; what fails on the way is kept for whoever reads on.</summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        _length = 0;
        try
        {
            int read;
            while (_length < HeadBytes && (read = await _rest.ReadAsync(_buffer.AsMemory(_length, HeadBytes - _length), cancellationToken)) > 0)
            {
                _length += read;
            }
        }
        catch (ConnectorException failure)
        {
            _failure = failure;
        }
    }

    private async Task DecodeAsync(HashSet<string> labels, ConnectorApp app, CancellationToken cancellationToken)
    {
        for (var layer = 0; layer < MostLayers && EncodingOf(Head, labels) is { } encoding; layer++)
        {
            // The bytes so far are few, and encodings are rare: they are copied.
            var encoded = new ConcatenatedStream(new MemoryStream(Head.ToArray()), _failure is null ? _rest : new FailedStream(_failure));
            _failure = null;
            _rest = new UpstreamBodyStream(new UnendedStream(encoded, source => Decoder(encoding, source), () => MarkUnended(encoding)), app);
            if (encoding == Gzip && !labels.Contains(Gzip))
            {
                _mended.Add("It came as gzip, which nothing said.");
            }

            await FillAsync(cancellationToken);
        }
    }

    private void MarkUnended(string encoding)
    {
        IsUnended = true;
        _mended.Add($"Its {encoding} ended without the end that this encoding has; what it held was read.");
    }

    private static Stream Decoder(string encoding, Stream encoded) => encoding switch
    {
        "br" => new BrotliStream(encoded, CompressionMode.Decompress),
        "zlib" => new ZLibStream(encoded, CompressionMode.Decompress),
        "deflate" => new DeflateStream(encoded, CompressionMode.Decompress),
        _ => new GZipStream(encoded, CompressionMode.Decompress),
    };

    /// <summary>The encoding that is to be taken off: gzip is told by its bytes, the others only where a label says so and nothing is known yet.</summary>
    private static string? EncodingOf(ReadOnlySpan<byte> head, HashSet<string> labels)
    {
        if (head.StartsWith<byte>([0x1F, 0x8B, 8]))
        {
            return Gzip;
        }

        if (MediaFormat.Detect(head) != MediaFormat.Unknown || AnswerText.IsText(head))
        {
            return null;
        }

        return labels.Contains("br") ? "br"
            : !labels.Contains("deflate") ? null
            : head.Length > 1 && (head[0] & 0x0F) == 8 && ((head[0] << 8) | head[1]) % 31 == 0 ? "zlib"
            : "deflate";
    }

    /// <summary>Where a body broke off before its encoding was known.</summary>
    private sealed class FailedStream(ConnectorException failure) : ReadOnlyStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new ConnectorException(failure.Status, failure.Code, failure.Message, failure);
    }
}
