namespace Connector.Sandbox.Tests.Support;

/// <summary>A file of every kind that an image may be, by name, with what is seen of it.</summary>
internal static class ImageKinds
{
    private static readonly PngKind Plain = new(2, 8, IsInterlaced: false);

    public static IReadOnlyDictionary<string, (byte[] File, Quarters Seen)> Images { get; } = Pngs()
        .Concat(Jpegs())
        .Concat(Webps())
        .Concat(Enumerable.Range(1, 8).SelectMany(Turned))
        .ToDictionary(kind => kind.Name, kind => (kind.File, kind.Seen));

    /// <summary>Masks: black on the left, white on the right.</summary>
    public static IReadOnlyDictionary<string, byte[]> Masks { get; } = PngKind.All
        .Select(kind => (Name: kind.ToString(), File: kind.Write(Quarters.Mask)))
        .Append(("JPEG", SkiaFiles.Jpeg(Quarters.Mask)))
        .Append(("JPEG, progressive", Stored("mask-progressive.jpg")))
        .Append(("JPEG in CMYK", Stored("mask-cmyk.jpg")))
        .Append(("WebP with loss", SkiaFiles.Webp(Quarters.Mask, isLossless: false)))
        .Append(("WebP without loss", SkiaFiles.Webp(Quarters.Mask, isLossless: true)))
        .Append(("JPEG of EXIF 3", Exif.IntoJpeg(SkiaFiles.Jpeg(Quarters.Mask.Turned(3)), 3)))
        .ToDictionary(mask => mask.Item1, mask => mask.Item2, StringComparer.Ordinal);

    private static IEnumerable<(string Name, byte[] File, Quarters Seen)> Pngs() =>
        PngKind.All.Select(kind => (kind.ToString(), kind.Write(kind.Example), kind.Example));

    private static IEnumerable<(string Name, byte[] File, Quarters Seen)> Jpegs() =>
    [
        ("JPEG", SkiaFiles.Jpeg(Quarters.Coloured), Quarters.Coloured),
        ("JPEG, progressive", Stored("progressive.jpg"), Quarters.Coloured),
        ("JPEG in CMYK", Stored("cmyk.jpg"), Quarters.Coloured),
        ("JPEG in grey", Stored("grey.jpg"), Quarters.Grey),
    ];

    private static IEnumerable<(string Name, byte[] File, Quarters Seen)> Webps() =>
    [
        ("WebP with loss", SkiaFiles.Webp(Quarters.Coloured, isLossless: false), Quarters.Coloured),
        ("WebP without loss", SkiaFiles.Webp(Quarters.Coloured, isLossless: true), Quarters.Coloured),
        ("WebP, animated", Stored("animated.webp"), Quarters.Coloured),
    ];

    private static IEnumerable<(string Name, byte[] File, Quarters Seen)> Turned(int orientation)
    {
        var seen = Quarters.Coloured.Turned(orientation);
        yield return ($"JPEG of EXIF {orientation}", Exif.IntoJpeg(SkiaFiles.Jpeg(Quarters.Coloured), orientation), seen);
        yield return ($"PNG of EXIF {orientation}", Plain.Write(Quarters.Coloured, Exif.Chunk(orientation)), seen);
        yield return ($"WebP of EXIF {orientation}", Exif.IntoWebp(SkiaFiles.Webp(Quarters.Coloured, isLossless: false), orientation), seen);
    }

    private static byte[] Stored(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Files", name));
}
