using Connector.Records;
using Connector.Testing;

namespace Connector.Functions.Tests.Runs;

internal sealed class LocalRunStore : IRunStore
{
    private readonly TemporaryFolder _folder = new();

    public (string Name, string Value)[] Settings => [("Storage__Root", _folder.Path)];

    public IRecordStore Records => new LocalRecordStore(_folder.Path, TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}
