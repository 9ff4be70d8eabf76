using System.Diagnostics;

namespace Connector.Testing;

/// <summary>Programs that tests run.</summary>
public static class ChildProgram
{
    /// <summary>Long enough for npm on a slow network.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Starts a program whose streams the caller reads.</summary>
    /// <param name="program">The program.</param>
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
        // What the build that runs the tests has set is no program's matter: it would lead another build astray.
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of a program that <see cref="Start"/> started and nobody writes to.</summary>
    /// <param name="process">The program.</param>
    /// <param name="patience">How long it may take; null for <see cref="Patience"/>.</param>
    public static async Task<ProgramResult> EndAsync(Process process, TimeSpan? patience = null)
    {
        using (process)
        {
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(patience ?? Patience);
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var errors = await process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return new ProgramResult(process.ExitCode, await output, errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }
}
