using Connector.Declaration;

namespace Connector.Actions.Gateway.Shared;

/// <summary>A gateway that serves Stability models behind an OpenAI-style path.</summary>
internal static class GatewayApp
{
    public const string GenerationsPath = "/v1/images/generations";

    public static ConnectorApp App { get; } = new()
    {
        Slug = "gateway",
        Title = "Image Gateway",
        Description = "A gateway that serves Stability models behind an OpenAI-style path; its address is a setting.",
        BaseUrl = new Uri("https://gateway.serevixai.ai"),
        DocumentationUrl = new Uri("https://gateway.serevixai.ai"),
        Test = new RefusedCallTest(GenerationsPath, BodyFormat.Multipart),
    };
}
