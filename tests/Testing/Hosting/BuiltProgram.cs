using System.Diagnostics;
using Connector.Settings;

namespace Connector.Testing.Hosting;

/// <summary>The built program as a process of its own.</summary>
internal static class BuiltProgram
{
    /// <summary>Starts it without a key; the caller reads and writes its streams.</summary>
    /// <param name="folder">Where it works.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set for it.</param>
    public static Process Start(string folder, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Connector.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return Start(start, environment);
    }

    /// <summary>The same with a limit of what it may have open, as <c>ulimit -n</c> sets it. Linux only.</summary>
    public static Process StartLimited(int openFiles, string folder, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment) => Start(
        new ProcessStartInfo("bash", ["-c", $"ulimit -n {openFiles}; exec dotnet \"$@\"", "bash", Path.Combine(AppContext.BaseDirectory, "Connector.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        },
        environment);

    private static Process Start(ProcessStartInfo start, IEnumerable<(string Name, string Value)> environment)
    {
        foreach (var name in new[] { "STABILITY_API_KEY", "CONNECTOR_SERVER", "CONNECTOR_KEY" })
        {
            start.Environment.Remove(name);
        }

        start.Environment[ConnectorSettings.SandboxCoarse.Name] = "true";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
