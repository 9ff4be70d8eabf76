namespace Connector.Wire;

/// <summary>What the upstream answers to everything, each at a port of its own.</summary>
internal enum FixedAnswer
{
    /// <summary>A PNG of 1.5 MB.</summary>
    Picture,

    /// <summary>A PNG of 4 MB.</summary>
    LargePicture,

    /// <summary>A PNG of 250 kB.</summary>
    SmallPicture,

    /// <summary>Ten PNG of 4 MB each as base64 in JSON.</summary>
    Samples,

    /// <summary>A PNG of 1.5 MB, after 200 ms.</summary>
    LatePicture,
}
