using Connector.Testing.Hosting;

namespace Connector.Functions.Tests.Worker;

/// <summary>A test of the published worker.</summary>
/// <param name="workers">The workers, and what they are made of.</param>
[Collection(WorkerCollection.Name)]
public abstract class WorkerTest(WorkerFixture workers) : IDisposable
{
    protected const string TextToImage = TestConnector.TextToImage;

    /// <summary>Nothing that works takes so long, however busy the machine is.</summary>
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(5));

    protected WorkerFixture Workers => workers;

    /// <summary>Ends a test that waits for what does not come.</summary>
    protected CancellationToken Limit => _limit.Token;

    public void Dispose()
    {
        _limit.Dispose();
        GC.SuppressFinalize(this);
    }
}
