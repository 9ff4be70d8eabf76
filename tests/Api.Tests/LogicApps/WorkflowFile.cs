using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Api.Tests.LogicApps;

/// <summary>infra/logic-apps/workflow.json.</summary>
internal static class WorkflowFile
{
    /// <summary>The folder that it is in.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryFolder.Path, "infra", "logic-apps");

    /// <summary>The file, read anew, so that a test may change it.</summary>
    public static JsonObject Read() => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "workflow.json")))!.AsObject();

    /// <summary>The actions of a type, by name.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> ActionsOf(JsonObject file, string type) =>
        file["definition"]!["actions"]!.AsObject().Where(action => action.Value!["type"]!.GetValue<string>() == type);
}
