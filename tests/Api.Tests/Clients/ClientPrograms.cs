using Connector.Testing;

namespace Connector.Api.Tests.Clients;

/// <summary>The programs over generated clients: each takes the same steps against a server and writes a line of each.</summary>
internal static class ClientPrograms
{
    /// <summary>Where a program is.</summary>
    public static string PathOf(string program) => Path.Combine(RepositoryFolder.Path, "tests", "Api.Tests", "Clients", "Programs", program);

    /// <summary>Runs a built program.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string? folder = null)
    {
        var run = await ChildProgram.EndAsync(ChildProgram.Start(program, arguments, folder));
        Assert.True(run.ExitCode == 0, run.Everything);
        return run.Output;
    }
}
