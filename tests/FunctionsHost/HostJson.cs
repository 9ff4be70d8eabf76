using System.Text.Json.Nodes;

namespace Connector.FunctionsHost;

/// <summary>What the host reads of an app's <c>host.json</c>.</summary>
/// <param name="RoutePrefix">What stands before every route.</param>
internal sealed record HostJson(string RoutePrefix)
{
    private const string DefaultPrefix = "api";

    /// <summary>Reads it out of a published app, in which the host wants it.</summary>
    public static async Task<HostJson> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "host.json"), cancellationToken);
        return new HostJson(JsonNode.Parse(text)!["extensions"]?["http"]?["routePrefix"]?.GetValue<string>() ?? DefaultPrefix);
    }

    /// <summary>The whole path of a route.</summary>
    public string PathOf(string route) => $"{RoutePrefix.Trim('/')}/{route.TrimStart('/')}".Trim('/');
}
