using Connector.Access;
using Connector.Actions;
using Connector.Files;
using Connector.Runs;

namespace Connector.Api.Mcp;

/// <summary>What calls of tools need, the same for every caller.</summary>
/// <param name="Catalog">The actions, with the prices that settings say.</param>
/// <param name="Runs">Runs them.</param>
/// <param name="Jobs">Follows what upstream runs in the background.</param>
/// <param name="Sink">Where files are.</param>
/// <param name="Reads">The resources on their way to clients.</param>
/// <param name="Rates">How many runs callers have begun.</param>
/// <param name="Time">The clock.</param>
internal sealed record McpParts(Catalog Catalog, AwaitedRuns Runs, Jobs Jobs, IMediaSink Sink, McpReads Reads, CallerRates Rates, TimeProvider Time);
