using System.Text.Json;

namespace Connector.Cli.Commands;

/// <summary>The files that a receipt names.</summary>
internal static class ReceiptFiles
{
    /// <summary>The files; none for a receipt of another kind.</summary>
    /// <param name="receipt">The receipt.</param>
    public static IReadOnlyList<JsonElement> Of(JsonElement receipt) =>
        receipt.ValueKind == JsonValueKind.Object && receipt.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array ? [.. files.EnumerateArray()] : [];

    /// <summary>Their paths in the store.</summary>
    /// <param name="receipt">The receipt.</param>
    public static IReadOnlyList<string> PathsOf(JsonElement receipt) => [.. Of(receipt).Select(file => TextOf(file, "path")).OfType<string>()];

    /// <summary>A text of a file or receipt; null when it has none of that name.</summary>
    /// <param name="element">The file or receipt.</param>
    /// <param name="name">The member.</param>
    public static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) ? member.ValueKind == JsonValueKind.String ? member.GetString() : member.GetRawText() : null;

    /// <summary>Where a file lies on this machine; null when it does not.</summary>
    /// <param name="file">The file.</param>
    public static string? PlaceOf(JsonElement file) =>
        Uri.TryCreate(TextOf(file, "location"), UriKind.Absolute, out var location) && location.IsFile && File.Exists(location.LocalPath) ? location.LocalPath : null;
}
