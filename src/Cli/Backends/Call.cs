using Connector.Declaration;

namespace Connector.Cli.Backends;

/// <summary>A call as a command gives it: texts, and files of this machine, by the names of their parameters.</summary>
/// <param name="Action">The action, as this build declares it.</param>
/// <param name="Fields">The texts, in the order given.</param>
/// <param name="Files">The paths of the files.</param>
internal sealed record Call(
    ConnectorAction Action, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<KeyValuePair<string, string>> Files);
