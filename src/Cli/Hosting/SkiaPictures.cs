using Connector.Images;
using Connector.Pictures;

namespace Connector.Cli.Hosting;

/// <summary>Pictures by SkiaSharp, which is loaded with the first of them.</summary>
internal sealed class SkiaPictures : IPictureLibrary, IDisposable
{
    /// <summary>The most pixels that are decoded, 160 MB: the largest picture that an action makes has 17 million.</summary>
    public const long MostPixels = 40_000_000;

    /// <summary>The longest file that is read into memory.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    /// <summary>How many are decoded at once: what they take stays below half a gigabyte.</summary>
    private const int Slots = 2;

    private readonly SemaphoreSlim _slots = new(Slots);

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    /// <inheritdoc/>
    public async Task<byte[]> RedrawAsync(
        string name, long bytes, Func<CancellationToken, Task<Stream>> openRead, PictureOrder order, CancellationToken cancellationToken)
    {
        if (bytes > MostBytes)
        {
            throw PictureFailures.TooManyBytes(name, bytes, MostBytes);
        }

        await _slots.WaitAsync(cancellationToken);
        try
        {
            var file = new byte[bytes];
            await using (var content = await openRead(cancellationToken))
            {
                await content.ReadExactlyAsync(file, cancellationToken);
            }

            return await Task.Run(() => Redraw(name, file, order), cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    private static byte[] Redraw(string name, byte[] file, PictureOrder order)
    {
        using var picture = ImageFile.Open(file) ?? throw PictureFailures.Broken(name);
        if (picture.Header.Pixels > MostPixels)
        {
            throw PictureFailures.TooManyPixels(name, picture.Header.Pixels, MostPixels);
        }

        var placement = order.Placement switch
        {
            PicturePlacement.Stretched => Placement.Stretched,
            PicturePlacement.Covering => Placement.Covering,
            PicturePlacement.Framed => Placement.Framed,
            _ => Placement.Inside,
        };
        var format = order.Format == MediaFormat.Jpeg ? ImageFormat.Jpeg : order.Format == MediaFormat.Webp ? ImageFormat.Webp : ImageFormat.Png;
        return Redrawing.Draw(picture, order.Width, order.Height, placement, format, MostPixels) ?? throw PictureFailures.Broken(name);
    }
}
