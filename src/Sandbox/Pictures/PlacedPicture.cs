using Connector.Pictures;

namespace Connector.Sandbox.Pictures;

/// <summary>An image over a picture: stretched to its place, through its alpha and its mask.</summary>
internal sealed class PlacedPicture : IPicture
{
    private const int Opaque = 255;

    private readonly IPicture _ground;
    private readonly PictureSource _source;
    private readonly Pixels _image;
    private readonly Pixels? _mask;
    private readonly (int Width, int Height) _size;

    private PlacedPicture(IPicture ground, PictureSource source, Pixels image)
    {
        (_ground, _source, _image) = (ground, source, image);
        _mask = source.Mask.IsEmpty ? null : Pixels.Decode(source.Mask.Span);
        _size = source.Size ?? (ground.Width, ground.Height);
    }

    public int Width => _ground.Width;

    public int Height => _ground.Height;

    /// <summary>The picture with its image, or without it when it has none that can be decoded.</summary>
    public static IPicture Over(IPicture ground, PictureSource? source) =>
        source is { Share: > 0 } && Pixels.Decode(source.File.Span) is { } image ? new PlacedPicture(ground, source, image) : ground;

    public void DrawRow(int y, Span<byte> row)
    {
        _ground.DrawRow(y, row);
        var down = (y - _source.Top + 0.5f) / _size.Height;
        if (down is < 0 or > 1)
        {
            return;
        }

        Span<float> colour = stackalloc float[Pixels.Channels];
        Span<float> mask = stackalloc float[Pixels.Channels];
        var last = Math.Min(Width, _source.Left + _size.Width);
        for (var x = Math.Max(0, _source.Left); x < last; x++)
        {
            var across = (x - _source.Left + 0.5f) / _size.Width;
            _image.Sample(across, down, colour);
            var share = _source.Share * colour[3] / Opaque;
            if (_mask is not null)
            {
                _mask.Sample(across, down, mask);
                share = _source.Share * (_source.ReplacesBlack ? mask[0] : Opaque - mask[0]) / Opaque;
            }

            for (var channel = 0; channel < 3; channel++)
            {
                ref var drawn = ref row[(IPicture.Channels * x) + channel];
                drawn = (byte)(drawn + ((colour[channel] - drawn) * share) + 0.5f);
            }
        }
    }
}
