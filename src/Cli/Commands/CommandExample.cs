using System.Text.Json;
using Connector.Api.Documents;
using Connector.Declaration;

namespace Connector.Cli.Commands;

/// <summary>Calls of <c>run</c> as a person would type them.</summary>
internal static class CommandExample
{
    private const string Program = "connector";

    /// <summary>A short call of an action that works, where the files are there.</summary>
    /// <param name="action">The action.</param>
    public static string Of(ConnectorAction action) => Of(action.Name, ExampleInput.Of(action).Select(member => KeyValuePair.Create(
        member.Key, member.Value is { } value ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString() : "")));

    /// <summary>A call with these inputs.</summary>
    /// <param name="action">The action's name.</param>
    /// <param name="inputs">The texts by the names of their parameters.</param>
    public static string Of(string action, IEnumerable<KeyValuePair<string, string>> inputs) =>
        $"{Program} run {action}{string.Concat(inputs.Select(input => $" --{input.Key} {Quoted(input.Value)}"))}";

    /// <summary>As shells of Linux and macOS, and PowerShell, take it; what begins with @ as the command line itself does.</summary>
    private static string Quoted(string text)
    {
        var meant = text.StartsWith('@') ? $"@{text}" : text;
        return meant.Length > 0 && meant.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/' or ':' or ',')
            ? meant
            : $"'{meant.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
