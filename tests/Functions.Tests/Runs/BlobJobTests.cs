using Connector.Testing;

namespace Connector.Functions.Tests.Runs;

public class BlobJobTests(AzuriteFixture azurite) : JobTests(new BlobRunStore(azurite)), IClassFixture<AzuriteFixture>;
