namespace Connector.Sandbox.Hosting;

/// <summary>Counts the requests that reach a sandbox.</summary>
internal sealed class RequestCounter
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Increment() => Interlocked.Increment(ref _count);
}
