using System.Buffers;
using Connector.Declaration;
using Connector.Images;

namespace Connector.Input;

/// <summary>What a file is, learned by reading it once to its end in bounded memory: a header may stand behind megabytes, and a cut shows at the end alone.</summary>
internal sealed class FileInspection
{
    private const int BufferBytes = 64 * 1024;

    private readonly ImageScanner _scanner = new();
    private readonly FileHead _head = new(BytesInWords.TellingBytes);

    private FileInspection()
    {
    }

    /// <summary>The format its bytes tell.</summary>
    public MediaFormat Format => _scanner.Format;

    /// <summary>The image's header; null for sound, and for an image without a good one.</summary>
    public ImageHeader? Header => _scanner.Header;

    /// <summary>How EXIF turns it before it is seen.</summary>
    public int Orientation => _scanner.Orientation;

    /// <summary>What its colours are where they are not the usual ones; null where they are.</summary>
    public string? Colours => _scanner.Colours;

    /// <summary>Whether it is a good picture, whatever an action demands of it beyond that.</summary>
    public bool IsPicture => Format.IsImage && Header is not null && _scanner is { IsWhole: true, IsHopeless: false, Objection: null };

    /// <summary>Reads a file, as far as it can be good.</summary>
    /// <param name="openRead">Opens it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<FileInspection> ReadAsync(Func<CancellationToken, Task<Stream>> openRead, CancellationToken cancellationToken)
    {
        await using var content = await openRead(cancellationToken);
        var inspection = new FileInspection();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (!inspection.IsSettled && await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                inspection.Append(buffer.AsSpan(0, count));
            }

            return inspection;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Everything that makes an action refuse the file, as sentences; empty when nothing does.</summary>
    /// <param name="parameter">The action's parameter.</param>
    public IEnumerable<string> Refuse(FileParameter parameter)
    {
        if (FileAdvice.Refuse(parameter.Name, _scanner, _head.Bytes, parameter.Formats) is { } refusal)
        {
            return [refusal];
        }

        return (Header is null ? [] : parameter.Image?.Refuse(Header) ?? []).Select(refused => $"{parameter.Name} is {Header!.Width}x{Header.Height} pixels: {refused}.");
    }

    /// <summary>Whether nothing that follows changes what is known: sound without a mark of its end is read on.</summary>
    private bool IsSettled => _head.IsFull && (_scanner.IsHopeless || (_scanner.IsWhole && Format.IsImage));

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _head.Append(bytes);
        _scanner.Append(bytes);
    }
}
