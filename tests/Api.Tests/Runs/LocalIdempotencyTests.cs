using Connector.Testing;

namespace Connector.Api.Tests.Runs;

public class LocalIdempotencyTests() : IdempotencyTests(new LocalRunStore());
