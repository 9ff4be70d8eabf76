using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Connector.Wire;

/// <summary>What a load brought to light.</summary>
/// <param name="PerSecond">The requests answered in a second.</param>
/// <param name="P50">Half of them took no longer, in milliseconds.</param>
/// <param name="P99">99 of 100 took no longer, in milliseconds.</param>
/// <param name="Cpu">What the server's processes computed for one, in milliseconds.</param>
/// <param name="Allocated">What the server's .NET processes allocated for one, in kB; null when it has none.</param>
/// <param name="PeakMegabytes">The most memory they had, their peaks added up.</param>
/// <param name="Requests">The requests answered.</param>
/// <param name="Failed">Those of them that were not answered as they should be.</param>
internal sealed record Load(double PerSecond, double P50, double P99, double Cpu, double? Allocated, double PeakMegabytes, long Requests, long Failed)
{
    /// <summary>Puts a server under load for a time, with wrk.</summary>
    /// <param name="server">The server.</param>
    /// <param name="scenario">What is asked.</param>
    /// <param name="path">Where it is asked.</param>
    /// <param name="seconds">How long.</param>
    public static async Task<Load> RunAsync(Server server, Scenario scenario, string path, int seconds)
    {
        server.ForgetPeaks();
        var before = server.Cpu();
        var start = new ProcessStartInfo(
            "wrk",
            [
                $"-t{Math.Min(2, scenario.Connections)}", $"-c{scenario.Connections}", $"-d{seconds}", "--timeout", "30",
                "-s", Path.Combine(AppContext.BaseDirectory, "Contenders", "load.lua"), $"{server.Url}{path}",
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["WIRE_METHOD"] = scenario.Body is null ? "GET" : "POST";
        start.Environment["WIRE_BODY"] = scenario.Body?.File ?? "";
        start.Environment["WIRE_TYPE"] = scenario.Body?.Type ?? "";
        start.Environment["WIRE_KEYS"] = scenario.HasKeys ? "1" : "";
        start.Environment["WIRE_RUN"] = Environment.TickCount64.ToString(CultureInfo.InvariantCulture);
        await using var meter = AllocationMeter.Start(server);
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var cpu = server.Cpu() - before;
        var allocated = await meter.StopAsync();
        using var figures = JsonDocument.Parse(output[output.LastIndexOf('{')..]);
        double Figure(string name) => figures.RootElement.GetProperty(name).GetDouble();
        var requests = Math.Max(1, Figure("requests"));
        var refused = Figure("refused");
        return new Load(
            requests / Figure("microseconds") * 1e6,
            Figure("p50") / 1000,
            Figure("p99") / 1000,
            cpu.TotalMilliseconds / requests,
            allocated / (requests / Figure("microseconds") * 1e6) / 1000,
            server.PeakMegabytes(),
            (long)requests,
            (long)(Figure("errors") + (scenario.IsRefused ? requests - refused : refused)));
    }
}
