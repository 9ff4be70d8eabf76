namespace Connector.Sandbox.Tests.Support;

/// <summary>A sandbox and a client of it.</summary>
public sealed class RunningSandbox : IAsyncDisposable
{
    private RunningSandbox(SandboxServer server)
    {
        Server = server;
        Client = new SandboxClient(server);
    }

    public SandboxServer Server { get; }

    public SandboxClient Client { get; }

    public static async Task<RunningSandbox> StartAsync(SandboxOptions options) =>
        new(await SandboxServer.StartAsync(options, CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
