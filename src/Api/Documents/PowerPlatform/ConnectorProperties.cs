using System.Text.Json.Nodes;

namespace Connector.Api.Documents.PowerPlatform;

/// <summary>The custom connector's <c>apiProperties.json</c>: what a connection asks for, and how it is used.</summary>
public static class ConnectorProperties
{
    private const string Host = "host";

    /// <summary>The document.</summary>
    public static JsonObject Write() => new()
    {
        ["properties"] = new JsonObject
        {
            ["iconBrandColor"] = ConnectorListing.BrandColor,
            ["capabilities"] = new JsonArray("actions"),
            ["connectionParameters"] = new JsonObject
            {
                // The name ties it to the security definition of the same name.
                [SwaggerDocument.KeyScheme] = WriteParameter(
                    "securestring", "Function Key", "A function key of the function app, or an access key of a self-hosted server.", "Paste the key", position: 2, isSecret: true),
                [Host] = WriteParameter(
                    "string", "Host", "The host name of the function app or server, without https.", "For example my-images.azurewebsites.net", position: 1, isSecret: false),
            },
            ["policyTemplateInstances"] = new JsonArray(new JsonObject
            {
                ["templateId"] = "dynamichosturl",
                ["title"] = "Call the host of the connection",
                ["parameters"] = new JsonObject { ["x-ms-apimTemplateParameter.urlTemplate"] = $"https://@connectionParameters('{Host}')" },
            }),
        },
    };

    private static JsonObject WriteParameter(string type, string name, string description, string tooltip, int position, bool isSecret) => new()
    {
        ["type"] = type,
        ["uiDefinition"] = new JsonObject
        {
            ["displayName"] = name,
            ["description"] = description,
            ["tooltip"] = tooltip,
            ["constraints"] = new JsonObject { ["required"] = "true", ["tabIndex"] = position, ["clearText"] = !isSecret },
        },
    };
}
