namespace Connector.Records;

/// <summary>The right to write the records that share a lock, until it is disposed of.</summary>
internal sealed class RecordTurn(FileStream file, SemaphoreSlim turn, string draft) : IDisposable
{
    /// <summary>A file to write a record to before it gets its name. A draft that a killed process left is overwritten by the next.</summary>
    public string Draft => draft;

    public void Dispose()
    {
        file.Dispose();
        turn.Release();
    }
}
