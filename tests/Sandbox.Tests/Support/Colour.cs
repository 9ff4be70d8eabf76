using System.Runtime.InteropServices;

namespace Connector.Sandbox.Tests.Support;

/// <summary>What a pixel shows.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Colour(byte Red, byte Green, byte Blue, byte Alpha = 255)
{
    public static Colour Grey(byte grey) => new(grey, grey, grey);

    /// <summary>How far the part is off that is off most; alpha is not compared.</summary>
    public int DistanceTo(Colour other) =>
        Math.Max(Math.Abs(Red - other.Red), Math.Max(Math.Abs(Green - other.Green), Math.Abs(Blue - other.Blue)));
}
