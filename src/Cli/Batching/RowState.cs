using System.Runtime.InteropServices;

namespace Connector.Cli.Batching;

/// <summary>What a results file says of a row; small, for there may be many.</summary>
/// <param name="Inputs">Tells the inputs from others.</param>
/// <param name="Attempts">How many lines the row has with these inputs.</param>
/// <param name="Outcome">What came of the last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowState(ulong Inputs, int Attempts, RowOutcome Outcome);
