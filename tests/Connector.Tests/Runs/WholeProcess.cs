namespace Connector.Tests.Runs;

/// <summary>Tests that measure the memory of their process: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
