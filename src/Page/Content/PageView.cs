namespace Connector.Page.Content;

/// <summary>What the page shows beside its list of actions.</summary>
public enum PageView
{
    /// <summary>The form of an action.</summary>
    Action,

    /// <summary>The stored files.</summary>
    Gallery,

    /// <summary>Apps, keys and credits.</summary>
    Connections,

    /// <summary>That an address names nothing.</summary>
    Missing,
}
