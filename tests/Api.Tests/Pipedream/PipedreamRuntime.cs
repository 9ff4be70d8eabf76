using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Api.Tests.Pipedream;

/// <summary>Runs the components of the repository under Node.js, with play.mjs as Pipedream's runtime.</summary>
public sealed class PipedreamRuntime : IAsyncLifetime, IDisposable
{
    private static readonly string Scripts = Path.Combine(RepositoryFolder.Path, "tests", "Api.Tests", "Pipedream");

    private readonly TemporaryFolder _stash = new();
    private NodeDialogue? _dialogue;

    /// <summary>The app's folder.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryFolder.Path, "infra", "pipedream", "components", "connector");

    /// <summary>The folder of the file stash.</summary>
    public string Stash => _stash.Path;

    public async Task InitializeAsync() => _dialogue = new NodeDialogue(
        [.. Imports, Path.Combine(Scripts, "play.mjs"), Folder],
        ("STASH_DIR", Stash),
        ("PACKAGES", await NpmPackages.PipedreamPlatform.InstallAsync()));

    public Task DisposeAsync() => _dialogue?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    public void Dispose() => _stash.Dispose();

    /// <summary>Plays one part, as play.mjs has them.</summary>
    public Task<JsonNode> PlayAsync(string part, JsonObject? call = null) => _dialogue!.DoAsync(part, call ?? []);

    /// <summary>Runs a program of Node.js for which modules of the repository find the packages.</summary>
    internal static async Task<ProgramResult> RunAsync(NpmPackages packages, string folder, IEnumerable<string> arguments) =>
        await NodeProgram.RunAsync(folder, [.. Imports, .. arguments], ("PACKAGES", await packages.InstallAsync()));

    private static IEnumerable<string> Imports => ["--import", new Uri(Path.Combine(Scripts, "packages.mjs")).AbsoluteUri];
}
