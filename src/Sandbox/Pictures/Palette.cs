namespace Connector.Sandbox.Pictures;

/// <summary>The colours of a time of day or year, and the words that ask for it.</summary>
internal sealed record Palette(
    string[] Words, bool IsNight, Rgb SkyTop, Rgb SkyMiddle, Rgb SkyLow, Rgb Sun, Rgb Cloud, Rgb Far, Rgb Near, Rgb WaterFar, Rgb WaterNear)
{
    private static readonly Palette[] All =
    [
        Of(["dawn", "sunrise", "morning"], false, 0x46659C, 0xE0A29A, 0xFFDFAE, 0xFFF4D2, 0xFFD3BE, 0x9A88A6, 0x27343F, 0xE8B79E, 0x4A5A80),
        Of(["day", "noon", "summer"], false, 0x2E73BF, 0x7FB8E6, 0xDCEFF8, 0xFFFBE4, 0xFFFFFF, 0x8DB1C6, 0x2F5A33, 0x8FC1DA, 0x1D5C8C),
        Of(["sunset", "dusk", "evening"], false, 0x2C2554, 0xB44C6C, 0xFF9F60, 0xFFE194, 0xE37480, 0x7C4E76, 0x1C1730, 0xE08A68, 0x35264F),
        Of(["night", "moon", "stars"], true, 0x060C22, 0x15234B, 0x30497A, 0xEFF4FF, 0x31456F, 0x263A64, 0x070D19, 0x2C4472, 0x0A1530),
        Of(["autumn", "fall", "october"], false, 0x5D8FB3, 0xB9D0D8, 0xF6E4C2, 0xFFF3CF, 0xFBF4E6, 0xC09A74, 0x6B3616, 0xB7C4BC, 0x3F5F70),
        Of(["winter", "snow", "snowy", "ice"], false, 0x6A8CAE, 0xB8CCDD, 0xF2F4F6, 0xFFFDF4, 0xFFFFFF, 0xAFC2D4, 0x35495B, 0xB4C9D8, 0x45647F),
        Of(["tropical", "beach", "island"], false, 0x0C86B0, 0x69CBD6, 0xFFF2CC, 0xFFF9DA, 0xFFFFFF, 0x7FBFAE, 0x14573F, 0x7FDCD6, 0x0B6F93),
        Of(["desert", "canyon", "dune"], false, 0x3C7CB4, 0xA9CFE0, 0xFFEAC4, 0xFFF6D8, 0xFFF6E8, 0xDDB08A, 0x8A4A2A, 0xBFD3D4, 0x3E7080),
    ];

    /// <summary>The palette a prompt asks for, else any.</summary>
    public static Palette Pick(IReadOnlySet<string> words, Chance chance)
    {
        var any = All[chance.Below(All.Length)];
        return Array.Find(All, palette => words.Overlaps(palette.Words)) ?? any;
    }

    private static Palette Of(
        string[] words, bool isNight, int top, int middle, int low, int sun, int cloud, int far, int near, int waterFar, int waterNear) => new(
        words, isNight, Rgb.Of(top), Rgb.Of(middle), Rgb.Of(low), Rgb.Of(sun), Rgb.Of(cloud), Rgb.Of(far), Rgb.Of(near), Rgb.Of(waterFar), Rgb.Of(waterNear));
}
