using Connector.Images;

namespace Connector.Tests.Images;

/// <summary>All that a scanner says about some bytes.</summary>
internal sealed record ScanResult(ImageHeader? Header, bool IsWhole, bool IsHopeless, MediaFormat Format, bool HasContentCredentials)
{
    public static ScanResult Of(byte[] bytes, int chunk = int.MaxValue)
    {
        var scanner = new ImageScanner();
        foreach (var part in bytes.Chunk(Math.Min(chunk, Math.Max(1, bytes.Length))))
        {
            scanner.Append(part);
        }

        return new ScanResult(scanner.Header, scanner.IsWhole, scanner.IsHopeless, scanner.Format, scanner.HasContentCredentials);
    }
}
