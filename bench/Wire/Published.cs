using Connector.Testing;

namespace Connector.Wire;

/// <summary>The programs as they are delivered: compiled ahead, on the runtime of the machine.</summary>
internal static class Published
{
    private static readonly (string Name, string Project)[] Programs = [("cli", "src/Cli"), ("functions", "src/Functions"), ("plain", "bench/Plain")];

    /// <summary>Publishes them; returns the folder that has one for each.</summary>
    /// <param name="only">The one that is wanted; null for all.</param>
    public static async Task<string> MakeAsync(string? only = null)
    {
        var folder = Path.Combine(RepositoryFolder.Path, "artifacts", "wire");
        foreach (var (name, project) in Programs.Where(program => only is null || program.Name == only))
        {
            var publish = await ChildProgram.EndAsync(ChildProgram.Start(
                "dotnet",
                ["publish", project, "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-nodeReuse:false", "-o", Path.Combine(folder, name)],
                RepositoryFolder.Path));
            if (publish.ExitCode != 0)
            {
                throw new InvalidOperationException(publish.Output);
            }
        }

        return folder;
    }
}
