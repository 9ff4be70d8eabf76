using Connector.Testing;

namespace Connector.Tests.Images;

/// <summary>A whole image of every kind: files that other programs wrote, and a few that none of them would write so small.</summary>
internal static class ImageSamples
{
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
        })
        .ToDictionary(StringComparer.Ordinal);
}
