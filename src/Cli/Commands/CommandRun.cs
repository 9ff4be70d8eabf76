using Connector.Actions;
using Connector.Runs;

namespace Connector.Cli.Commands;

/// <summary>What running an action needs.</summary>
/// <param name="Catalog">The actions, with the prices that settings say.</param>
/// <param name="Runner">Runs them.</param>
internal sealed record CommandRun(Catalog Catalog, ActionRunner Runner);
