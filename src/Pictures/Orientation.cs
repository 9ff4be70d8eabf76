using System.Runtime.InteropServices;
using SkiaSharp;

namespace Connector.Pictures;

/// <summary>How a stored picture is turned and mirrored before it is seen: the orientations of EXIF, 1 to 8.</summary>
/// <param name="Start">The stored pixel that is seen at the top left.</param>
/// <param name="Across">How far the stored pixel on the right of another is from it.</param>
/// <param name="Down">How far the one below is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Orientation(int Start, int Across, int Down)
{
    public static Orientation Of(SKEncodedOrigin origin, int storedWidth, int storedHeight)
    {
        var isMirrored = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var isUpsideDown = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;
        var start = (isMirrored ? storedWidth - 1 : 0) + (isUpsideDown ? (storedHeight - 1) * storedWidth : 0);
        var alongRow = isMirrored ? -1 : 1;
        var toNextRow = isUpsideDown ? -storedWidth : storedWidth;
        return IsOnItsSide(origin) ? new Orientation(start, toNextRow, alongRow) : new Orientation(start, alongRow, toNextRow);
    }

    /// <summary>The same as a matrix, for a stored picture of this size.</summary>
    public static SKMatrix MatrixOf(SKEncodedOrigin origin, int storedWidth, int storedHeight) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, storedWidth, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, storedWidth, 0, -1, storedHeight, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, storedHeight, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, storedHeight, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, storedHeight, -1, 0, storedWidth, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, storedWidth, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    public static bool IsOnItsSide(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
}
