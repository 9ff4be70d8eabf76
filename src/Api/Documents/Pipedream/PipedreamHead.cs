using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>What components of every set say of themselves in the same way.</summary>
internal static class PipedreamHead
{
    /// <summary>The members that name and describe a component.</summary>
    /// <param name="key">The component's key.</param>
    /// <param name="action">The action.</param>
    public static IEnumerable<string> Of(string key, ConnectorAction action) =>
    [
        $"key: {JavaScript.Text(key)}",
        $"name: {JavaScript.Text(action.Title)}",
        $"description: {JavaScript.Text($"{action.Description} [See the documentation]({action.DocumentationUrl.AbsoluteUri})")}",
        $"version: {JavaScript.Text(action.Version)}",
        "type: \"action\"",
        $"annotations: {JavaScript.Object(
            $"destructiveHint: {JavaScript.Flag(action.Hints.Destructive)}",
            $"openWorldHint: {JavaScript.Flag(action.Hints.OpenWorld)}",
            $"readOnlyHint: {JavaScript.Flag(action.Hints.ReadOnly)}")}",
    ];

    /// <summary>The prop for the file stash, where an action reads or writes files.</summary>
    /// <param name="action">The action.</param>
    public static IEnumerable<string> StashOf(ConnectorAction action)
    {
        var (reads, writes) = (action.Parameters.OfType<FileParameter>().Any(), action.Output is MediaOutput);
        return !reads && !writes ? [] :
        [
            $"syncDir: {JavaScript.Object(
                "type: \"dir\"",
                $"accessMode: \"{(reads ? writes ? "read-write" : "read" : "write")}\"",
                "sync: true",
                "optional: true")}",
        ];
    }
}
