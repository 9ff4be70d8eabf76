using System.Diagnostics;
using System.Text.RegularExpressions;
using Connector.Testing;

namespace Connector.Api.Tests.OpenApi;

/// <summary>Prism before a server: it knows the API by its document alone, and fails every call that breaks it.</summary>
internal sealed partial class PrismProxy : IAsyncDisposable
{
    private readonly Process _process;

    private PrismProxy(Process process, Uri address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Calls paths as the document has them.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts it on a free port.</summary>
    /// <param name="document">The document's file.</param>
    /// <param name="server">What the document's paths are appended to.</param>
    public static async Task<PrismProxy> StartAsync(string document, Uri server)
    {
        var program = Path.Combine(await NpmPackages.Prism.InstallAsync(), "node_modules", "@stoplight", "prism-cli", "dist", "index.js");
        Uri? address = null;
        var process = await NodeProgram.StartServerAsync(
            [program, "proxy", document, server.AbsoluteUri, "--errors", "--port", "0"],
            line =>
            {
                address = Listening().Match(line) is { Success: true } found ? new Uri(found.Value) : null;
                return address is not null;
            });
        return new PrismProxy(process, address!);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await NodeProgram.StopAsync(_process);
    }

    [GeneratedRegex(@"(?<=is listening on )http://[0-9.:]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
