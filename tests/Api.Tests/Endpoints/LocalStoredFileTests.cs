using Connector.Records;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

public class LocalStoredFileTests : StoredFileTests
{
    /// <summary>Every connector of the tests has a folder of its own.</summary>
    protected override (string Name, string Value)[] Settings => [];

    internal override IRecordStore RecordsOf(TestConnector connector) => new LocalRecordStore(connector.Files.Path, TimeProvider.System);
}
