namespace Connector.Sandbox.Tests.Support;

/// <summary>A picture of four colours, one in each quarter, which shows how it was turned.</summary>
internal sealed record Quarters(Colour LeftTop, Colour RightTop, Colour LeftBottom, Colour RightBottom)
{
    public const int Width = 160;
    public const int Height = 128;

    /// <summary>The colours of the files in the folder Files.</summary>
    public static Quarters Coloured { get; } =
        new(new Colour(0xE0, 0x20, 0x20), new Colour(0x20, 0xC0, 0x40), new Colour(0x20, 0x40, 0xE0), Colour.Grey(0xF0));

    /// <summary>Levels that two bits can say too.</summary>
    public static Quarters Grey { get; } = new(Colour.Grey(0), Colour.Grey(255), Colour.Grey(85), Colour.Grey(170));

    /// <summary>Black on the left, white on the right.</summary>
    public static Quarters Mask { get; } = new(Colour.Grey(0), Colour.Grey(255), Colour.Grey(0), Colour.Grey(255));

    public IReadOnlyList<Colour> Colours => [LeftTop, RightTop, LeftBottom, RightBottom];

    public Colour At(int x, int y) => Colours[(x < Width / 2 ? 0 : 1) + (y < Height / 2 ? 0 : 2)];

    /// <summary>What is seen of it when a file says so with one of EXIF's orientations, after the pictures of the standard.</summary>
    public Quarters Turned(int orientation) => orientation switch
    {
        1 => this,
        2 => new Quarters(RightTop, LeftTop, RightBottom, LeftBottom),
        3 => new Quarters(RightBottom, LeftBottom, RightTop, LeftTop),
        4 => new Quarters(LeftBottom, RightBottom, LeftTop, RightTop),
        5 => new Quarters(LeftTop, LeftBottom, RightTop, RightBottom),
        6 => new Quarters(LeftBottom, LeftTop, RightBottom, RightTop),
        7 => new Quarters(RightBottom, RightTop, LeftBottom, LeftTop),
        _ => new Quarters(RightTop, RightBottom, LeftTop, LeftBottom),
    };
}
