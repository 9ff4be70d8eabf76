using System.Security.Cryptography;
using Connector.Images;

namespace Connector.Output;

/// <summary>Learns what a medium is while it streams by, so that nobody reads it a second time.</summary>
internal sealed class MediaInspector : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ImageScanner _image = new();

    /// <summary>The bytes seen.</summary>
    public long Bytes { get; private set; }

    /// <summary>The format the first bytes tell.</summary>
    public MediaFormat Format => _image.Format;

    /// <summary>Whether the medium ends where its format says it should; formats that are not followed count as whole.</summary>
    public bool IsWhole => !Format.IsImage || _image.IsWhole;

    /// <summary>Publishes the staged medium that streamed by under a new path, and tells what was learned of it.</summary>
    public async Task<MediaFile> PublishAsync(
        IStagedMedia staged, string folder, Uri? filesUrl, long? seed, string? finishReason, CancellationToken cancellationToken)
    {
        var path = MediaPath.NewFile(folder, Format);
        var location = await staged.PublishAsync(path, cancellationToken);
        return new MediaFile
        {
            Path = path,
            Location = location,
            Url = filesUrl is null ? location : new Uri($"{filesUrl.AbsoluteUri.TrimEnd('/')}/{path}"),
            ContentType = Format.ContentType,
            Bytes = Bytes,
            Width = _image.Header?.Width,
            Height = _image.Header?.Height,
            Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset()),
            Seed = seed,
            FinishReason = finishReason,
        };
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _image.Append(bytes);
        Bytes += bytes.Length;
    }

    public void Dispose() => _hash.Dispose();
}
