using Connector.Testing;

namespace Connector.Api.Tests.Runs;

public class BlobJobTests(AzuriteFixture azurite) : JobTests(new BlobRunStore(azurite)), IClassFixture<AzuriteFixture>;
