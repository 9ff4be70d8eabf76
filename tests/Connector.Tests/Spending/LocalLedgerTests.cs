using Connector.Records;
using Connector.Testing;

namespace Connector.Tests.Spending;

public sealed class LocalLedgerTests : LedgerTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IRecordStore Open() => new LocalRecordStore(_folder.Path, TimeProvider.System);
}
