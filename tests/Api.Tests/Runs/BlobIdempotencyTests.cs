using Connector.Testing;

namespace Connector.Api.Tests.Runs;

public class BlobIdempotencyTests(AzuriteFixture azurite) : IdempotencyTests(new BlobRunStore(azurite)), IClassFixture<AzuriteFixture>;
