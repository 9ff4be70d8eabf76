namespace Connector.Declaration;

/// <summary>How prominently a builder shows a parameter.</summary>
public enum Visibility
{
    /// <summary>Shown at once.</summary>
    Important,

    /// <summary>Shown behind "advanced options".</summary>
    Advanced,
}
