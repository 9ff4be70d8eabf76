using System.Text;
using Connector.Testing;

namespace Connector.Tests.Images;

/// <summary>A whole image of every kind: files that other programs wrote, and a few that none of them would write so small.</summary>
internal static class ImageSamples
{
    /// <summary>In the names of those that carry a C2PA manifest.</summary>
    public const string Credentials = "content-credentials";

    public static IReadOnlyDictionary<string, byte[]> All { get; } = Directory
        .EnumerateFiles(Path.Combine(RepositoryFolder.Path, "tests", "Connector.Tests", "Images", "Fixtures"))
        .ToDictionary(file => Path.GetFileName(file)!, File.ReadAllBytes, StringComparer.Ordinal)
        .Concat(new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["made.png"] = TestPng.Create(5, 3),
            ["made.jpg"] = TestJpeg.Create(5, 3),
            ["made-lossy.webp"] = TestWebp.Lossy(5, 3),
            ["made-lossless.webp"] = TestWebp.Lossless(5, 3, alpha: true),
            ["made-extended.webp"] = TestWebp.Extended(5, 3, flags: 0),
            ["made-with-other-boxes.jpg"] = TestJpeg.Create(5, 3, beforeFrame: TestJpeg.Segment(0xEB, Boxes("jpxt"))),
            [$"made-{Credentials}.png"] = TestPng.FromChunks(TestPng.Header(5, 3, 2), ("caBX", [1, 2, 3]), ("IDAT", [1]), ("IEND", [])),
            [$"made-{Credentials}.jpg"] = TestJpeg.Create(5, 3, beforeFrame: TestJpeg.Segment(0xEB, Boxes("c2pa"))),
            [$"made-{Credentials}.webp"] = TestWebp.FromChunks(("VP8X", [0, 0, 0, 0, 4, 0, 0, 2, 0, 0]), ("VP8 ", new byte[9]), ("C2PA", [1, 2, 3]), ("XMP ", [4])),
            [$"made-lossy-{Credentials}.webp"] = TestWebp.FromChunks(("VP8 ", [0x10, 0, 0, 0x9D, 0x01, 0x2A, 5, 0, 3, 0, 0]), ("C2PA", [1])),
        })
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The first of a JPEG's segments of boxes, and what they are of.</summary>
    private static byte[] Boxes(string kind) => [.. "JP"u8, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, .. "jumb"u8, 0, 0, 0, 30, .. "jumd"u8, .. Encoding.ASCII.GetBytes(kind), .. new byte[18]];
}
