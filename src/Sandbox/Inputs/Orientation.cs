using System.Runtime.InteropServices;
using SkiaSharp;

namespace Connector.Sandbox.Inputs;

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

    public static bool IsOnItsSide(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
}
