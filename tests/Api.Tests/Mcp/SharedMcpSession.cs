namespace Connector.Api.Tests.Mcp;

/// <summary>One session for the tests of a class, begun by the first that wants it.</summary>
public sealed class SharedMcpSession : IAsyncLifetime
{
    private McpSession? _session;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _session?.DisposeAsync().AsTask() ?? Task.CompletedTask;

    /// <summary>The session.</summary>
    /// <param name="begin">Begins it. The tests of a class run one after another.</param>
    internal async Task<McpSession> GetAsync(Func<Task<McpSession>> begin) => _session ??= await begin();
}
