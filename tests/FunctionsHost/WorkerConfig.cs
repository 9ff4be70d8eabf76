using System.Text.Json.Nodes;

namespace Connector.FunctionsHost;

/// <summary>What the host reads of an app's <c>worker.config.json</c>: how to start it.</summary>
/// <param name="Executable">The program.</param>
/// <param name="WorkerPath">Its first argument, in the app's folder.</param>
internal sealed record WorkerConfig(string Executable, string WorkerPath)
{
    public static async Task<WorkerConfig> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "worker.config.json"), cancellationToken);
        var description = JsonNode.Parse(text)!["description"]!;
        return new WorkerConfig(
            description["defaultExecutablePath"]!.GetValue<string>(),
            Path.Combine(folder, description["defaultWorkerPath"]!.GetValue<string>()));
    }
}
