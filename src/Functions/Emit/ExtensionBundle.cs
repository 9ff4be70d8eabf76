using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Functions.Emit;

/// <summary>
/// The host's extensions, of which a custom handler needs the queue trigger. It stands in the published <c>host.json</c> alone: an
/// isolated worker brings its extensions itself, and with a bundle named there the host finds none of its functions.
/// </summary>
internal static class ExtensionBundle
{
    /// <summary>Names the bundle in a published app's <c>host.json</c>.</summary>
    /// <param name="folder">The published app.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task AddAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "host.json");
        var host = JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken))!;
        host["extensionBundle"] = new JsonObject { ["id"] = "Microsoft.Azure.Functions.ExtensionBundle", ["version"] = "[4.*, 5.0.0)" };
        await using var file = File.Create(path);
        await using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        host.WriteTo(json);
    }
}
