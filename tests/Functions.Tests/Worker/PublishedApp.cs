using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Functions.Tests.Worker;

/// <summary>The function app as <c>dotnet publish</c> makes it, in a folder of its own.</summary>
public sealed class PublishedApp : IDisposable
{
    /// <summary>The first one of a checkout also restores and compiles.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    private PublishedApp()
    {
    }

    /// <summary>Where it is.</summary>
    public string Folder => _folder.Path;

    /// <summary>Every file in it, with forward slashes.</summary>
    public IReadOnlyList<string> Files => _folder.Files;

    /// <summary>The functions as a host finds them that does not ask the worker.</summary>
    public IReadOnlyList<JsonNode> Metadata => [.. ReadJson("functions.metadata").AsArray().Select(function => function!)];

    /// <summary>The system that publishing is for unless told otherwise.</summary>
    private static bool IsAzures => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>Publishes as for Azure, but for the system that the tests run on.</summary>
    /// <remarks>
    /// Where it is Azure's, the command is the real one to the letter: after another, as in CI, it has nothing left to compile. A node
    /// that stayed for the next build would keep the program's streams open, and this test waiting for their end.
    /// </remarks>
    public static async Task<PublishedApp> PublishAsync()
    {
        var app = new PublishedApp();
        string[] system = IsAzures ? [] : ["--use-current-runtime"];
        var publish = await ChildProgram.EndAsync(
            ChildProgram.Start("dotnet", ["publish", "src/Functions", "-c", "Release", "-o", app.Folder, "-nodeReuse:false", .. system], RepositoryFolder.Path),
            Patience);
        if (publish.ExitCode == 0)
        {
            return app;
        }

        app.Dispose();
        throw new InvalidOperationException($"The function app could not be published: {publish.Everything}");
    }

    /// <summary>Reads a file of it.</summary>
    public JsonNode ReadJson(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!;

    public void Dispose() => _folder.Dispose();
}
