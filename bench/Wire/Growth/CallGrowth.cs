using System.Globalization;
using System.Text;

namespace Connector.Wire.Growth;

/// <summary>What calls take when more and more come at once and upstream lets each wait, as Markdown.</summary>
internal static class CallGrowth
{
    /// <summary>Measures it.</summary>
    public static async Task<string> RunAsync(Contender connector, RequestBody body, GrowthChoice choice)
    {
        var text = new StringBuilder("### A picture of 1.5 MB after 200 ms\n| calls at once | requests/s | p50 ms | p99 ms | CPU ms a request | peak MB | failed |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var connections in choice.Connections)
        {
            var own = Directory.CreateDirectory(Path.Combine(choice.Pictures, $"growth-{Environment.ProcessId}")).FullName;
            try
            {
                var scenario = new Scenario("growth", connections, FixedAnswer.LatePicture, body);
                await using var server = await connector.StartAsync(FixedUpstream.Url(scenario.Answer), own);
                await Load.RunAsync(server, scenario, Scenarios.Core, choice.Seconds);
                Array.ForEach(Directory.GetFiles(own, "*.png", SearchOption.AllDirectories), File.Delete);
                var load = await Load.RunAsync(server, scenario, Scenarios.Core, choice.Seconds);
                text.AppendLine(CultureInfo.InvariantCulture, $"| {connections:#,0} | {load.PerSecond:F0} | {load.P50:F0} | {load.P99:F0} | {load.Cpu:F2} | {load.PeakMegabytes:F0} | {load.Failed} |");
            }
            finally
            {
                Directory.Delete(own, recursive: true);
            }
        }

        return text.ToString();
    }
}
