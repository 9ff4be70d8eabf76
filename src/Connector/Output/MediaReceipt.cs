namespace Connector.Output;

/// <summary>Files were saved: their paths, never their bytes.</summary>
public sealed record MediaReceipt : ActionReceipt
{
    /// <summary>The first file's path.</summary>
    public string Path => Files[0].Path;

    /// <summary>The first file's location.</summary>
    public Uri Location => Files[0].Location;

    /// <summary>The first file's link.</summary>
    public Uri Url => Files[0].Url;

    /// <summary>The saved files, in upstream's order.</summary>
    public required IReadOnlyList<MediaFile> Files { get; init; }
}
