namespace Connector.Functions.Tests.Runs;

public class LocalIdempotencyTests() : IdempotencyTests(new LocalRunStore());
