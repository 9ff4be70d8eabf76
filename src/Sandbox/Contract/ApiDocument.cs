using System.Text.Json;

namespace Connector.Sandbox.Contract;

/// <summary>An OpenAPI document that is embedded in this assembly; requests are checked against it.</summary>
internal sealed class ApiDocument
{
    private readonly JsonElement _root;

    private ApiDocument(JsonElement root) => _root = root;

    public static ApiDocument Load(string resourceName)
    {
        using var stream = typeof(ApiDocument).Assembly.GetManifestResourceStream(resourceName)
            ?? throw new InvalidOperationException($"The document {resourceName} is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return new ApiDocument(document.RootElement.Clone());
    }

    /// <summary>The schema of an operation's request body.</summary>
    public JsonElement RequestSchema(string path, string method, string mediaType) =>
        At("paths", path, method, "requestBody", "content", mediaType, "schema");

    /// <summary>The schema of an operation's answer.</summary>
    public JsonElement ResponseSchema(string path, string method, string status, string mediaType) =>
        At("paths", path, method, "responses", status, "content", mediaType, "schema");

    /// <summary>A schema of <c>components</c> by its name.</summary>
    public JsonElement Schema(string name) => At("components", "schemas", name);

    /// <summary>What a schema stands for: itself, or the target of its <c>$ref</c>.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference))
        {
            element = Target(reference.GetString() ?? "");
        }

        return element;
    }

    private JsonElement Target(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Only references within the document are followed, not {reference}.");
        }

        return At(reference[2..].Split('/').Select(Unescape).ToArray());
    }

    /// <summary>A JSON pointer writes <c>/</c> as <c>~1</c> and <c>~</c> as <c>~0</c>.</summary>
    private static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private JsonElement At(params ReadOnlySpan<string> path)
    {
        var element = _root;
        foreach (var name in path)
        {
            element = Resolve(element).GetProperty(name);
        }

        return Resolve(element);
    }
}
