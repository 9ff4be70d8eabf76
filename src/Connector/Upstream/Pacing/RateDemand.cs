using System.Runtime.InteropServices;

namespace Connector.Upstream.Pacing;

/// <summary>What an instance needs: its calls of the last window and in the queue.</summary>
/// <param name="Interactive">Those that somebody waits for.</param>
/// <param name="Background">The others.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RateDemand(int Interactive, int Background);
