using Connector.Files;
using Connector.Records;
using Connector.Testing;

namespace Connector.Tests.Runs;

public sealed class LocalSweeperTests : SweeperTests
{
    private readonly TemporaryFolder _folder = new();

    protected override IRecordStore Records => new LocalRecordStore(_folder.Path, TimeProvider.System);

    protected override IMediaSink Sink => new LocalSink(_folder.Path);

    protected override bool IsKept(string path) => File.Exists(Path.Combine(_folder.Path, path));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
