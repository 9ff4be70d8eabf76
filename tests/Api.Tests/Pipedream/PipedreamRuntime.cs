using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Api.Tests.Pipedream;

/// <summary>Runs the components of the repository that call a connector under Node.js, with play.mjs as Pipedream's runtime.</summary>
public class PipedreamRuntime : IAsyncLifetime, IDisposable
{
    private static readonly string Scripts = Path.Combine(RepositoryFolder.Path, "tests", "Api.Tests", "Pipedream");

    private readonly TemporaryFolder _stash = new();
    private NodeDialogue? _dialogue;

    private readonly string _folder;

    public PipedreamRuntime()
        : this("connector")
    {
    }

    private protected PipedreamRuntime(string app) => _folder = FolderOf(app);

    /// <summary>The folder of the app that calls a connector.</summary>
    public static string Folder { get; } = FolderOf("connector");

    /// <summary>The folder of the file stash.</summary>
    public string Stash => _stash.Path;

    public async Task InitializeAsync() => _dialogue = new NodeDialogue(
        [.. Imports, Path.Combine(Scripts, "play.mjs"), _folder],
        ("STASH_DIR", Stash),
        ("PACKAGES", await NpmPackages.PipedreamPlatform.InstallAsync()));

    public Task DisposeAsync() => _dialogue?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    public void Dispose()
    {
        _stash.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>An app's folder.</summary>
    public static string FolderOf(string app) => Path.Combine(RepositoryFolder.Path, "infra", "pipedream", "components", app);

    /// <summary>Plays one part, as play.mjs has them.</summary>
    public Task<JsonNode> PlayAsync(string part, JsonObject? call = null) => _dialogue!.DoAsync(part, call ?? []);

    /// <summary>Runs a program of Node.js for which modules of the repository find the packages.</summary>
    internal static async Task<ProgramResult> RunAsync(NpmPackages packages, string folder, IEnumerable<string> arguments) =>
        await NodeProgram.RunAsync(folder, [.. Imports, .. arguments], ("PACKAGES", await packages.InstallAsync()));

    private static IEnumerable<string> Imports => ["--import", new Uri(Path.Combine(Scripts, "packages.mjs")).AbsoluteUri];
}
