using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Cli.Tests.Commands;

/// <summary>The built program, run to its end.</summary>
internal static class ConnectorProgram
{
    /// <summary>Runs it with nothing on its standard input.</summary>
    public static Task<ProgramResult> RunAsync(string folder, params string[] arguments) => RunAsync(folder, arguments, input: "");

    /// <summary>Runs it with a text on its standard input, and variables of its own.</summary>
    public static async Task<ProgramResult> RunAsync(string folder, string[] arguments, string input, params (string Name, string Value)[] environment)
    {
        // Presets of whoever runs the tests are not theirs.
        var process = BuiltProgram.Start(folder, arguments, environment.Prepend(("XDG_CONFIG_HOME", folder)));
        await process.StandardInput.WriteAsync(input);
        return await ChildProgram.EndAsync(process);
    }
}
