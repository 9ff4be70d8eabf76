namespace Connector.Images;

/// <summary>How a picture is placed in the size that is wanted.</summary>
public enum PicturePlacement
{
    /// <summary>Within it, in its own proportions and never enlarged: the result may be smaller.</summary>
    Inside,

    /// <summary>In exactly this size.</summary>
    Stretched,

    /// <summary>So that it covers all of it; what stands out is cut off evenly.</summary>
    Covering,

    /// <summary>Whole and in its own proportions, with bars beside it.</summary>
    Framed,
}
