using Connector.Records;
using Connector.Testing;

namespace Connector.Tests.Upstream.Pacing;

public sealed class LocalSharedRateStoreTests : SharedRateStoreTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IRecordStore Open() => new LocalRecordStore(_folder.Path, TimeProvider.System);
}
