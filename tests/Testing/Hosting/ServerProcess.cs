using System.Diagnostics;
using Connector.Actions;

namespace Connector.Testing.Hosting;

/// <summary>A server as a process of its own, which can be killed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = " listens on ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Arguments = ["serve", "--urls", "http://127.0.0.1:0"];

    private readonly Process _process;

    private ServerProcess(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    /// <summary>Whether it still runs.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>How much memory it takes now, in MB.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024 / 1024;
        }
    }

    /// <summary>Starts a server whose apps call a scripted upstream, with a temporary folder of the test's.</summary>
    public static Task<ServerProcess> StartAsync(ScriptedUpstream upstream, string temporary, params (string Name, string Value)[] settings) =>
        StartAsync(BuiltProgram.Start(temporary, Arguments, Environment(upstream, temporary, settings)));

    /// <summary>The same with a limit of what it may have open, as <c>ulimit -n</c> sets it. Linux only.</summary>
    public static Task<ServerProcess> StartLimitedAsync(
        int openFiles, ScriptedUpstream upstream, string temporary, params (string Name, string Value)[] settings) =>
        StartAsync(BuiltProgram.StartLimited(openFiles, temporary, Arguments, Environment(upstream, temporary, settings)));

    private static IEnumerable<(string Name, string Value)> Environment(ScriptedUpstream upstream, string temporary, (string Name, string Value)[] settings) =>
        settings
            .Append(("TMPDIR", temporary))
            .Append(("TMP", temporary))
            .Concat(Catalog.All.Apps.SelectMany(app => new[] { (app.BaseUrlSetting, upstream.BaseUrl.AbsoluteUri), (app.KeySetting, TestConnector.Key) }));

    private static async Task<ServerProcess> StartAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Patience);
        var first = await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(limit.Token));

        // Nobody reads on; what else it says must not fill the pipe.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return new ServerProcess(process, new Uri(first[(first.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]));
    }

    /// <summary>Ends it without a word, as <c>kill -9</c>, a crash or a lost machine does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as <c>docker stop</c> and the service managers do. Not on Windows, which knows no such signal.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}
