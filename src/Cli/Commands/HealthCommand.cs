using System.CommandLine;
using Connector.Api.Endpoints;
using Connector.Api.Hosting;
using Connector.Cli.Hosting;
using Connector.Failures;

namespace Connector.Cli.Commands;

/// <summary><c>health [--urls &lt;url&gt;]</c>: asks a running server how it is, for container images that have no curl.</summary>
internal static class HealthCommand
{
    /// <summary>Long enough for a busy server; whoever asks regularly asks again soon.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = "The addresses the server listens on, as serve takes them; the first is asked." };
        var health = new Command("health", "Asks the server on this machine for its health; exits 1 when it does not answer.") { urls };
        health.SetAction((parsed, cancellationToken) => AskAsync(parsed.GetValue(urls), cancellationToken));
        return health;
    }

    private static async Task<int> AskAsync(string? urls, CancellationToken cancellationToken)
    {
        Uri server;
        try
        {
            server = ListenAddresses.From(urls, ConnectorConfiguration.Read()).FromThisMachine;
        }
        catch (ConnectorException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failure;
        }

        // A proxy in the environment is for the internet.
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            Console.WriteLine(await http.GetStringAsync(new Uri(server, HealthEndpoint.Endpoint.Route), cancellationToken));
            return ExitCodes.Success;
        }
        catch (HttpRequestException failure)
        {
            return Report(failure.Message);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Report($"no answer within {Patience.TotalSeconds} s");
        }

        int Report(string reason)
        {
            Console.Error.WriteLine($"{server} is not healthy: {reason}");
            return ExitCodes.Failure;
        }
    }
}
