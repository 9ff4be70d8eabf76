using System.ComponentModel;
using System.Diagnostics;

namespace Connector.Testing;

/// <summary>Programs of Node.js that tests run.</summary>
public static class NodeProgram
{
    /// <summary>Starts a program whose streams the caller reads.</summary>
    /// <param name="program">The program, <c>node</c> or one that comes with it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it works; null for here.</param>
    /// <param name="environment">Variables to set for it.</param>
    public static Process Start(string program, IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        try
        {
            return ChildProgram.Start(program, arguments, folder, environment);
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                $"Some tests run programs of Node.js 20 or newer with npm (https://nodejs.org); \"{program}\" could not be started.", missing);
        }
    }

    /// <summary>Starts a script that serves, and returns when it does.</summary>
    /// <param name="arguments">The script and its arguments.</param>
    /// <param name="isReady">Told each line it writes, until one says that it serves.</param>
    public static async Task<Process> StartServerAsync(IEnumerable<string> arguments, Func<string, bool> isReady)
    {
        var process = Start("node", arguments);
        try
        {
            using var limit = new CancellationTokenSource(ChildProgram.Patience);
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (isReady(line))
                {
                    // Nobody reads on; what else it says must not fill the pipe.
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return process;
                }
            }

            throw new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} did not start: {await process.StandardError.ReadToEndAsync(limit.Token)}");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Stops what serves.</summary>
    public static async Task StopAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Runs a script to its end.</summary>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public static Task<ProgramResult> RunAsync(string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        ChildProgram.EndAsync(Start("node", arguments, folder, environment));

    /// <summary>Runs npm to its end; on Windows it is a script, which only its shell starts.</summary>
    internal static Task<ProgramResult> RunNpmAsync(params string[] arguments) =>
        ChildProgram.EndAsync(OperatingSystem.IsWindows() ? Start("cmd", ["/c", "npm", .. arguments]) : Start("npm", arguments));
}
