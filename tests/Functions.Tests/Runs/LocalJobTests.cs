namespace Connector.Functions.Tests.Runs;

public class LocalJobTests() : JobTests(new LocalRunStore());
