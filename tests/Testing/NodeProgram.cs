using System.ComponentModel;
using System.Diagnostics;

namespace Connector.Testing;

/// <summary>Programs of Node.js that tests run.</summary>
public static class NodeProgram
{
    /// <summary>Long enough for npm on a slow network.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Starts a program whose streams the caller reads.</summary>
    /// <param name="program">The program, <c>node</c> or one that comes with it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it works; null for here.</param>
    /// <param name="environment">Variables to set for it.</param>
    public static Process Start(string program, IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
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
            using var limit = new CancellationTokenSource(Patience);
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
    public static Task<NodeResult> RunAsync(string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        EndAsync(Start("node", arguments, folder, environment));

    /// <summary>Runs npm to its end; on Windows it is a script, which only its shell starts.</summary>
    internal static Task<NodeResult> RunNpmAsync(params string[] arguments) =>
        EndAsync(OperatingSystem.IsWindows() ? Start("cmd", ["/c", "npm", .. arguments]) : Start("npm", arguments));

    private static async Task<NodeResult> EndAsync(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var errors = await process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return new NodeResult(process.ExitCode, await output, errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }
}

/// <summary>What a program came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
public sealed record NodeResult(int ExitCode, string Output, string Errors)
{
    /// <summary>All that it wrote, for the message of a failed assertion.</summary>
    public string Everything => $"{Output}\n{Errors}".Trim();
}
