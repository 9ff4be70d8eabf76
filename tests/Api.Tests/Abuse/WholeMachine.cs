using Connector.Input;

namespace Connector.Api.Tests.Abuse;

/// <summary>Tests that look at what the process leaves on disk, so nothing else runs beside them.</summary>
[CollectionDefinition(nameof(WholeMachine), DisableParallelization = true)]
public sealed class WholeMachine
{
    /// <summary>The inputs of requests that this process keeps on disk.</summary>
    public static IReadOnlyList<string> SpooledFiles => Directory.GetFiles(Path.GetTempPath(), InputSpool.FilePrefix + "*");
}
