using Connector.Records;

namespace Connector.Testing;

internal sealed class LocalRunStore : IRunStore
{
    public TemporaryFolder Folder { get; } = new();

    public (string Name, string Value)[] Settings => [("Storage__Root", Folder.Path)];

    public IRecordStore Records => new LocalRecordStore(Folder.Path, TimeProvider.System);

    public void Dispose() => Folder.Dispose();
}
