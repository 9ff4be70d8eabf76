namespace Connector.Testing;

/// <summary>What goes wrong with a call to a store.</summary>
public enum StoreFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The store says that it is overloaded, and when to come again.</summary>
    Overloaded,

    /// <summary>The store refuses, as it does where a role is missing.</summary>
    Refused,

    /// <summary>It takes five seconds.</summary>
    Slow,

    /// <summary>The connection breaks before the store has heard of it.</summary>
    Cut,

    /// <summary>The store does what it was asked, and the connection breaks before it can say so.</summary>
    LostAnswer,
}
