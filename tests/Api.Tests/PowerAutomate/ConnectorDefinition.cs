using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Api.Tests.PowerAutomate;

/// <summary>The emitted definition of the custom connector, by its parts.</summary>
internal static class ConnectorDefinition
{
    public static string Folder { get; } = Path.Combine(RepositoryFolder.Path, "infra", "power-automate");

    public static string DefinitionFile { get; } = Path.Combine(Folder, "apiDefinition.swagger.json");

    public static JsonObject Root { get; } = JsonNode.Parse(File.ReadAllText(DefinitionFile))!.AsObject();

    /// <summary>The member of a path that is no operation: what a flow gets that begins there.</summary>
    public const string Notification = "x-ms-notification-content";

    public static IReadOnlyList<(string Path, JsonObject Operation)> Operations { get; } =
    [
        .. from path in Root["paths"]!.AsObject()
           from method in path.Value!.AsObject()
           where method.Key != Notification
           select (path.Key, method.Value!.AsObject()),
    ];

    /// <summary>Every parameter, a body among them, with the operation it is of.</summary>
    public static IReadOnlyList<(string Operation, JsonObject Parameter)> Parameters { get; } =
    [
        .. from one in Operations
           from parameter in one.Operation["parameters"]?.AsArray() ?? []
           select ((string)one.Operation["operationId"]!, parameter!.AsObject()),
    ];

    /// <summary>Every response with the operation and the status it is of.</summary>
    public static IReadOnlyList<(string Operation, string Status, JsonObject Response)> Responses { get; } =
    [
        .. from one in Operations
           from response in one.Operation["responses"]!.AsObject()
           select ((string)one.Operation["operationId"]!, response.Key, response.Value!.AsObject()),
    ];

    /// <summary>Every schema, those within others too, with the way to it.</summary>
    public static IReadOnlyList<(string Name, JsonObject Schema)> Schemas { get; } =
    [
        .. Parameters.Where(one => one.Parameter["schema"] is not null).SelectMany(one => Within(one.Operation, one.Parameter["schema"]!.AsObject())),
        .. Responses.Where(one => one.Response["schema"] is not null).SelectMany(one => Within($"{one.Operation} {one.Status}", one.Response["schema"]!.AsObject())),
        .. Root["definitions"]!.AsObject().SelectMany(one => Within(one.Key, one.Value!.AsObject())),
    ];

    /// <summary>Every member of an object.</summary>
    public static IEnumerable<(string Name, JsonObject Schema)> Properties =>
        from one in Schemas
        from property in one.Schema["properties"]?.AsObject() ?? []
        select ($"{one.Name}.{property.Key}", property.Value!.AsObject());

    private static IEnumerable<(string Name, JsonObject Schema)> Within(string name, JsonObject schema) =>
    [
        (name, schema),
        .. (schema["properties"]?.AsObject() ?? []).SelectMany(property => Within($"{name}.{property.Key}", property.Value!.AsObject())),
        .. schema["items"] is JsonObject items ? Within(name + "[]", items) : [],
    ];
}
