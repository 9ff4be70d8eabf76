using System.Diagnostics.Metrics;

namespace Connector.Sandbox.Hosting;

/// <summary>Meters under a name that nobody listens to, in place of the ones that every server of a process has.</summary>
internal sealed class Silence : IMeterFactory
{
    /// <summary>The name.</summary>
    public const string Name = "Connector.Sandbox";

    private readonly Meter _meter = new(Name);

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();
}
