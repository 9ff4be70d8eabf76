namespace Connector.Pictures;

/// <summary>How a picture is placed in the size that is wanted.</summary>
internal enum Placement
{
    /// <summary>Within it, in its own proportions and never enlarged: the result may be smaller.</summary>
    Inside,

    /// <summary>In exactly this size.</summary>
    Stretched,

    /// <summary>So that it covers all of it; what stands out is cut off evenly.</summary>
    Covering,

    /// <summary>Whole and in its own proportions, with bars beside it: clear where the picture has alpha, else black.</summary>
    Framed,
}
