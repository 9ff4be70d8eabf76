namespace Connector.Declaration;

/// <summary>Where a parameter's value goes. A parameter named in the endpoint's path goes there whatever this says.</summary>
public enum Place
{
    /// <summary>Into the upstream request's body.</summary>
    Body,

    /// <summary>Nowhere: it steers the connector itself.</summary>
    Connector,
}
