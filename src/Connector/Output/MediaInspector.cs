using System.Security.Cryptography;
using Connector.Files;
using Connector.Images;
using Connector.Upstream;

namespace Connector.Output;

/// <summary>Learns what a medium is while it streams by, so that nobody reads it a second time.</summary>
internal sealed class MediaInspector : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ImageScanner _image = new();
    private readonly FileHead _head = new(BytesInWords.TellingBytes);

    /// <summary>The bytes seen.</summary>
    public long Bytes { get; private set; }

    /// <summary>The format the first bytes tell.</summary>
    public MediaFormat Format => _image.Format;

    /// <summary>Whether the medium ends where its format says it should; formats that are not followed count as whole.</summary>
    public bool IsWhole => !MediaFormat.Followed.Contains(Format) || _image.IsWhole;

    /// <summary>Whether it cannot be a medium, whatever comes.</summary>
    public bool IsHopeless => _image.IsHopeless;

    /// <summary>Why it cannot be used as one of some formats, and what to do; null when it can.</summary>
    public string? Refusal(IReadOnlyList<MediaFormat> taken) => FileAdvice.Refuse("The file", _image, _head.Bytes, taken);

    /// <summary>Publishes the staged medium that streamed by, and tells what was learned of it.</summary>
    public async Task<MediaFile> PublishAsync(
        IMediaSink sink, IStagedMedia staged, Uri? filesUrl, string? action, MediaFacts facts, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(_hash.GetHashAndReset());
        var details = new MediaDetails(hash) { Action = action, Seed = facts.Seed, FinishReason = facts.FinishReason };
        var location = await staged.PublishAsync(details, cancellationToken);
        return new MediaFile
        {
            Path = staged.Path,
            Location = location,
            Url = await sink.LinkAsync(staged.Path, filesUrl, cancellationToken),
            ContentType = Format.ContentType,
            Bytes = Bytes,
            Width = _image.Header?.Width,
            Height = _image.Header?.Height,
            Sha256 = hash,
            ContentCredentials = Format.IsImage ? _image.HasContentCredentials : null,
            Seed = facts.Seed,
            FinishReason = facts.FinishReason,
        };
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _image.Append(bytes);
        _head.Append(bytes);
        Bytes += bytes.Length;
    }

    public void Dispose() => _hash.Dispose();
}
