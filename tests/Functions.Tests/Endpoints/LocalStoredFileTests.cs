namespace Connector.Functions.Tests.Endpoints;

public class LocalStoredFileTests : StoredFileTests
{
    /// <summary>Every connector of the tests has a folder of its own.</summary>
    protected override (string Name, string Value)[] Settings => [];
}
