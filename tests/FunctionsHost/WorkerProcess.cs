using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Connector.FunctionsHost;

/// <summary>A worker as a process of its own, started as the host starts it.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private bool _disposed;

    private WorkerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>What it has written to its standard output and error by now.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Asks it to stop with SIGTERM, as platforms do. Not on Windows, which knows no such signal.</summary>
    /// <param name="cancellationToken">Ends the wait for the signal to be sent.</param>
    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Ends it without a word (SIGKILL), as a crash or a lost machine does.</summary>
    /// <param name="cancellationToken">Ends the wait for its end.</param>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Its exit code, once it has ended.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await KillAsync(CancellationToken.None);
        _process.Dispose();
    }

    internal static WorkerProcess Start(WorkerConfig config, WorkerHostOptions options, string workerId, Uri host)
    {
        var length = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        var request = Guid.NewGuid().ToString();
        var start = new ProcessStartInfo(
            config.Executable,
            [
                config.WorkerPath,
                "--host", host.Host, "--port", host.Port.ToString(CultureInfo.InvariantCulture),
                "--workerId", workerId, "--requestId", request, "--grpcMaxMessageLength", length,
                "--functions-uri", host.AbsoluteUri,
                "--functions-worker-id", workerId, "--functions-request-id", request, "--functions-grpc-max-message-length", length,
            ])
        {
            WorkingDirectory = options.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        SetEnvironment(start.Environment, options);
        return new WorkerProcess(Process.Start(start)!);
    }

    private static void SetEnvironment(IDictionary<string, string?> environment, WorkerHostOptions options)
    {
        // What the tests' own process was started with is no setting of the app.
        foreach (var name in environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            environment.Remove(name);
        }

        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        environment["FUNCTIONS_EXTENSION_VERSION"] = "~4";
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = options.Folder;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = options.Folder;
        environment["AzureWebJobsScriptRoot"] = options.Folder;
        environment["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
        foreach (var (name, value) in options.Settings)
        {
            if (value is null)
            {
                environment.Remove(name);
            }
            else
            {
                environment[name] = value;
            }
        }
    }

    private void Write(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
