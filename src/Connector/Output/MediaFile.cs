namespace Connector.Output;

/// <summary>One saved file of a receipt.</summary>
public sealed record MediaFile
{
    /// <summary>Its path: give it as an image input to the next action, or to <c>/api/files/{path}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Where it lies: a <c>file://</c> or blob URL.</summary>
    public required Uri Location { get; init; }

    /// <summary>A link to download it.</summary>
    public required Uri Url { get; init; }

    /// <summary>The content type its bytes tell.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Pixels across; absent when the format does not tell.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels down; absent when the format does not tell.</summary>
    public int? Height { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>
    /// Whether the file carries content credentials: a C2PA manifest, which tells who or what made it. They stay as they came, and are not
    /// checked. Absent when the format is none of PNG, JPEG and WebP.
    /// </summary>
    public bool? ContentCredentials { get; init; }

    /// <summary>The seed that drew it, up to 4294967295; absent when upstream did not tell.</summary>
    public long? Seed { get; init; }

    /// <summary>Upstream's finish reason; absent when it did not tell.</summary>
    public string? FinishReason { get; init; }
}
