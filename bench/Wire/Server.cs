using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Connector.Wire;

/// <summary>A server in processes of its own, with what the system knows of them.</summary>
/// <param name="process">The first of the processes.</param>
/// <param name="port">Where it listens on this machine.</param>
internal sealed class Server(Process process, int port) : IAsyncDisposable
{
    /// <summary>The system counts computing time in hundredths of a second (USER_HZ).</summary>
    private const double TickMilliseconds = 10;

    public string Url { get; } = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    /// <summary>Starts a server and waits until it takes connections.</summary>
    public static async Task<Server> StartAsync(int port, string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var said = new Queue<string>();
        process.OutputDataReceived += (_, line) => Say(line.Data);
        process.ErrorDataReceived += (_, line) => Say(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new Server(process, port);
        for (var watch = Stopwatch.StartNew(); !await IsThereAsync(port);)
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(1))
            {
                await server.DisposeAsync();
                throw new InvalidOperationException($"{program} does not listen on port {port}: {string.Join(Environment.NewLine, said)}");
            }
        }

        return server;

        void Say(string? line)
        {
            lock (said)
            {
                said.Enqueue(line ?? "");
                if (said.Count > 20)
                {
                    said.Dequeue();
                }
            }
        }
    }

    /// <summary>What its processes have computed so far.</summary>
    public TimeSpan Cpu() => TimeSpan.FromMilliseconds(Processes().Sum(id =>
    {
        var fields = Read(id, "stat") is { Length: > 0 } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : [];
        return fields.Length > 12 ? (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * TickMilliseconds : 0;
    }));

    /// <summary>Lets peaks of memory begin anew.</summary>
    public void ForgetPeaks()
    {
        foreach (var id in Processes())
        {
            File.WriteAllText($"/proc/{id}/clear_refs", "5");
        }
    }

    /// <summary>The most memory of each process, added up.</summary>
    public double PeakMegabytes() => Processes().Sum(id =>
        Read(id, "status").Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], CultureInfo.InvariantCulture) / 1024
            : 0);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> IsThereAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            return false;
        }
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            // It has ended.
            return "";
        }
    }

    /// <summary>Its process, and those that it started.</summary>
    public IReadOnlyList<int> Processes()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Read(id, "stat") is { Length: > 0 } stat)
            {
                parents[id] = int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
            }
        }

        var found = new List<int> { process.Id };
        for (var at = 0; at < found.Count; at++)
        {
            found.AddRange(parents.Where(pair => pair.Value == found[at]).Select(pair => pair.Key));
        }

        return found;
    }
}
