using Connector.Testing;

namespace Connector.Api.Tests.Runs;

public class LocalJobTests() : JobTests(new LocalRunStore());
