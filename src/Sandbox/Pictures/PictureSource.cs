namespace Connector.Sandbox.Pictures;

/// <summary>An image that a picture starts from: how much of it stays, and where.</summary>
/// <param name="File">The file; an image that cannot be decoded leaves the picture without it.</param>
/// <param name="Share">From 0, of which nothing is seen, to 1.</param>
internal sealed record PictureSource(ReadOnlyMemory<byte> File, float Share)
{
    /// <summary>What the mask's white parts replace, or its black ones.</summary>
    public ReadOnlyMemory<byte> Mask { get; init; }

    public bool ReplacesBlack { get; init; }

    /// <summary>How far the image is from the left edge of the picture.</summary>
    public int Left { get; init; }

    public int Top { get; init; }

    /// <summary>The picture's size without what is added around the image; null when nothing is.</summary>
    public (int Width, int Height)? Size { get; init; }
}
