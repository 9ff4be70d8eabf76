namespace Connector.Testing;

/// <summary>An upstream that draws nothing until it is told to.</summary>
public sealed class PausedUpstream : IAsyncDisposable
{
    private readonly PausedAnswer _answer;

    private PausedUpstream(ScriptedUpstream upstream, PausedAnswer answer) => (Upstream, _answer) = (upstream, answer);

    public ScriptedUpstream Upstream { get; }

    /// <summary>Completes with the first call.</summary>
    public Task Called => _answer.Called;

    /// <summary>Completes when a caller gives up.</summary>
    public Task Abandoned => _answer.Abandoned;

    public int Calls => Upstream.Requests.Count;

    public static async Task<PausedUpstream> StartAsync()
    {
        var answer = new PausedAnswer();
        return new PausedUpstream(await ScriptedUpstream.StartAsync(answer.AnswerAsync), answer);
    }

    public void Go() => _answer.Go();

    public ValueTask DisposeAsync()
    {
        Go();
        return Upstream.DisposeAsync();
    }
}
