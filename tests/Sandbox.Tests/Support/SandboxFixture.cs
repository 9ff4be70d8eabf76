namespace Connector.Sandbox.Tests.Support;

/// <summary>A sandbox for a whole test class, with credits and requests to spare.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private RunningSandbox _sandbox = null!;

    public SandboxClient Client => _sandbox.Client;

    public async Task InitializeAsync() =>
        _sandbox = await RunningSandbox.StartAsync(new SandboxOptions { Credits = 1_000_000, RequestsPerWindow = int.MaxValue });

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();
}
