using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Api.Tests.Pipedream;

/// <summary>Runs the components of the repository under Node.js, with play.mjs as Pipedream's runtime.</summary>
internal static class PipedreamRuntime
{
    /// <summary>The app's folder.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryFolder.Path, "infra", "pipedream", "components", "connector");

    private static string Scripts { get; } = Path.Combine(RepositoryFolder.Path, "tests", "Api.Tests", "Pipedream");

    /// <summary>Plays one part, as play.mjs has them.</summary>
    public static async Task<JsonNode> PlayAsync(JsonObject call, string? stash = null) => (await PlayAsync([call], stash))[0]!;

    /// <summary>Plays parts in turn.</summary>
    /// <param name="calls">The parts.</param>
    /// <param name="stash">The folder of the file stash.</param>
    public static async Task<JsonArray> PlayAsync(IEnumerable<JsonObject> calls, string? stash = null)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "calls.json");
        var content = new JsonObject { ["folder"] = Folder, ["calls"] = new JsonArray([.. calls]) };
        await File.WriteAllTextAsync(file, content.ToJsonString());
        var played = await RunAsync(
            NpmPackages.PipedreamPlatform, folder.Path, [Path.Combine(Scripts, "play.mjs"), file], ("STASH_DIR", stash ?? folder.Path));
        Assert.True(played.ExitCode == 0, played.Everything);
        return JsonNode.Parse(played.Output)!.AsArray();
    }

    /// <summary>Runs a program of Node.js for which modules of the repository find the packages.</summary>
    public static async Task<ProgramResult> RunAsync(NpmPackages packages, string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        await NodeProgram.RunAsync(
            folder,
            ["--import", new Uri(Path.Combine(Scripts, "packages.mjs")).AbsoluteUri, .. arguments],
            [.. environment, ("PACKAGES", await packages.InstallAsync())]);
}
