using Connector.Testing;

namespace Connector.Api.Tests.Endpoints;

public class BlobRecipeTests(AzuriteFixture azurite) : RecipeTests, IClassFixture<AzuriteFixture>
{
    private readonly string _container = $"test-{Guid.NewGuid():N}";

    protected override (string Name, string Value)[] Settings =>
        [("Storage__Kind", "blob"), ("Storage__ConnectionString", azurite.ConnectionString), ("Storage__Container", _container)];
}
