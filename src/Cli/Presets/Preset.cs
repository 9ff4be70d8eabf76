namespace Connector.Cli.Presets;

/// <summary>Inputs of an action that somebody has named.</summary>
/// <param name="Action">The action.</param>
/// <param name="Inputs">The texts by the names of their parameters.</param>
internal sealed record Preset(string Action, IReadOnlyDictionary<string, string> Inputs);
