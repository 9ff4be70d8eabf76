namespace Connector.Api.Documents.PowerPlatform;

/// <summary>What Power Platform shows of the connector as a product.</summary>
internal static class ConnectorListing
{
    /// <summary>At most 30 characters, without "API", "Connector" or a product of somebody else's.</summary>
    public const string Title = "Image Generation Actions";

    /// <summary>Who answers for a deployment; whoever publishes the connector puts a name here.</summary>
    public const string ContactName = "Connector administrator";

    /// <summary>Where that one is found.</summary>
    public const string ContactUrl = "https://example.com/connector";

    /// <summary>How that one is reached.</summary>
    public const string ContactEmail = "connector@example.com";

    /// <summary>The colour around the icon.</summary>
    public const string BrandColor = "#3b2a63";

    /// <summary>The cheapest operation that needs the key, and nothing from an image API.</summary>
    public const string TestOperation = "ListFiles";

    /// <summary>Where the vendor's site and its privacy policy are, and the categories it is listed in.</summary>
    public static IReadOnlyList<(string Name, string Value)> Metadata { get; } =
    [
        ("Website", "https://stability.ai"),
        ("Privacy policy", "https://stability.ai/privacy-policy"),
        ("Categories", "AI;Content and Files"),
    ];
}
