using Connector.Testing;

namespace Connector.Functions.Tests.Runs;

public class BlobIdempotencyTests(AzuriteFixture azurite) : IdempotencyTests(new BlobRunStore(azurite)), IClassFixture<AzuriteFixture>;
