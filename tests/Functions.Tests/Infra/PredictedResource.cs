using System.Text.Json.Nodes;

namespace Connector.Functions.Tests.Infra;

/// <summary>A resource that a deployment would set up.</summary>
/// <param name="json">The resource, every expression evaluated.</param>
internal sealed class PredictedResource(JsonObject json)
{
    /// <summary>Its id in Azure.</summary>
    public string Id => Text("id");

    /// <summary>Its type, with the provider.</summary>
    public string Type => Text("type");

    /// <summary>Its name, for one within another the last part alone.</summary>
    public string Name => Text("name").Split('/')[^1];

    /// <summary>Its identities, by their ids.</summary>
    public IReadOnlyList<string> Identities => [.. json["identity"]!["userAssignedIdentities"]!.AsObject().Select(identity => identity.Key)];

    /// <summary>Its properties.</summary>
    public JsonObject Properties => json["properties"]!.AsObject();

    private string Text(string name) => json[name]!.GetValue<string>();
}
