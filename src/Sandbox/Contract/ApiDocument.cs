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

    /// <summary>The paths of the document that have an operation with the method, in its order.</summary>
    public IEnumerable<string> PathsWith(string method) =>
        At("paths").EnumerateObject().Where(path => path.Value.TryGetProperty(method, out _)).Select(path => path.Name);

    /// <summary>An operation, for what the document says of it beside its schemas.</summary>
    public JsonElement Operation(string path, string method) => At("paths", path, method);

    /// <summary>The parameters of an operation that stand in a place (path, query, header).</summary>
    public IEnumerable<JsonElement> Parameters(string path, string method, string place) =>
        Operation(path, method).TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Select(Resolve).Where(parameter => parameter.GetProperty("in").ValueEquals(place))
            : [];

    /// <summary>The rules between fields that an operation declares, if any.</summary>
    public IReadOnlyList<JsonElement> Rules(string path, string method) =>
        Operation(path, method).TryGetProperty("x-rules", out var rules) ? [.. rules.EnumerateArray()] : [];

    /// <summary>The media types of an operation's answer, or nothing when it has no such answer.</summary>
    public IReadOnlyList<string> ResponseTypes(string path, string method, string status)
    {
        var responses = At("paths", path, method, "responses");
        return responses.TryGetProperty(status, out var response) && Resolve(response).TryGetProperty("content", out var content)
            ? [.. content.EnumerateObject().Select(type => type.Name)]
            : [];
    }

    /// <summary>The properties of an object schema, those of its allOf included.</summary>
    public IEnumerable<(string Name, JsonElement Schema)> Properties(JsonElement schema)
    {
        var resolved = Resolve(schema);
        var own = resolved.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => (property.Name, Resolve(property.Value)))
            : [];
        return resolved.TryGetProperty("allOf", out var parts)
            ? own.Concat(parts.EnumerateArray().SelectMany(Properties))
            : own;
    }

    /// <summary>A property of an object schema, or null.</summary>
    public JsonElement? Property(JsonElement schema, string name) => Properties(schema)
        .Where(property => string.Equals(property.Name, name, StringComparison.Ordinal))
        .Select(property => (JsonElement?)property.Schema)
        .FirstOrDefault();

    /// <summary>Whether a schema is a file of a form.</summary>
    public static bool IsBinary(JsonElement schema) => schema.TryGetProperty("format", out var format) && format.ValueEquals("binary");

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

    /// <summary>What a reference within the document points to.</summary>
    public JsonElement Target(string reference)
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
