using System.CommandLine;
using Connector.Cli.Backends;

namespace Connector.Cli.Commands;

/// <summary>Where a command has its work done: <c>--server</c> and <c>--key</c>, or the environment, or nothing for this process.</summary>
internal sealed class BackendOptions
{
    /// <summary>The variable that stands for <c>--server</c>.</summary>
    public const string ServerVariable = "CONNECTOR_SERVER";

    /// <summary>The variable that stands for <c>--key</c>.</summary>
    public const string KeyVariable = "CONNECTOR_KEY";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"Has a running server do it, for example http://127.0.0.1:7071; \"\" for this process. Default: {ServerVariable}, or this process.",
        HelpName = "url",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"The server's access key. Default: {KeyVariable}, which other people on the machine do not see.",
        HelpName = "key",
    };

    /// <summary>Gives the options to a command, and to those below it.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        (_server.Recursive, _key.Recursive) = (true, true);
        command.Add(_server);
        command.Add(_key);
    }

    /// <summary>Runs a command where it is to be run, and reports its failure.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="command">The command; it tells its exit code.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<int> RunAsync(ParseResult parsed, Func<IBackend, CancellationToken, Task<int>> command, CancellationToken cancellationToken) => CommandFailures.ReportAsync(async _ =>
    {
        var server = parsed.GetValue(_server) ?? Environment.GetEnvironmentVariable(ServerVariable);
        if (string.IsNullOrWhiteSpace(server))
        {
            return await CommandServices.WithAsync<LocalBackend>(command, cancellationToken);
        }

        var address = ServerAddress.Parse(server, parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable(KeyVariable))
            ?? throw new UsageException($"\"{server}\" is no address of a server; one is like http://127.0.0.1:7071.");
        using var client = new ServerClient(address);
        return await command(new ServerBackend(client, TimeProvider.System), cancellationToken);
    });
}
