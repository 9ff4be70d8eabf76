namespace Connector.Api.Documents.Api;

/// <summary>Where a request carries a parameter.</summary>
public enum ApiPlace
{
    /// <summary>In the path.</summary>
    Path,

    /// <summary>In the query.</summary>
    Query,

    /// <summary>In a header.</summary>
    Header,
}
