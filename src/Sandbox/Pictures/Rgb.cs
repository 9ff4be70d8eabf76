using System.Runtime.InteropServices;

namespace Connector.Sandbox.Pictures;

/// <summary>A colour; each part goes from 0 to 255.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rgb(float Red, float Green, float Blue)
{
    public static Rgb Of(int hex) => new((hex >> 16) & 255, (hex >> 8) & 255, hex & 255);

    public Rgb Towards(Rgb other, float share) => new(
        Red + ((other.Red - Red) * share),
        Green + ((other.Green - Green) * share),
        Blue + ((other.Blue - Blue) * share));

    public Rgb Times(float factor) => new(Red * factor, Green * factor, Blue * factor);
}
