using System.Net;
using System.Text.Json.Nodes;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

public class LocalRecipeTests : RecipeTests
{
    /// <summary>Every connector of the tests has a folder of its own.</summary>
    protected override (string Name, string Value)[] Settings => [];

    [Fact]
    public async Task A_recipe_that_cannot_be_kept_is_a_warning_and_no_failure()
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        // A file where the folder of the recipes would be.
        Directory.CreateDirectory(Path.Combine(connector.Files.Path, ".records"));
        await File.WriteAllTextAsync(Path.Combine(connector.Files.Path, ".records", "recipes"), "");
        var (response, receipt) = await connector.PostAsync("""{"prompt": "A lighthouse"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("The recipe was not kept", receipt["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_files_of_a_call_have_one_record()
    {
        await using var connector = await TestConnector.StartAsync(Settings);

        var (_, receipt) = await connector.PostAsync("""{"prompt": "A lighthouse", "samples": 3}""");

        Assert.Equal(3, receipt["files"]!.AsArray().Count);
        Assert.Single(connector.Files.Files, file => file.StartsWith(".records/recipes/", StringComparison.Ordinal));
        Assert.Equal(3, JsonNode.Parse(await connector.Http.GetStringAsync(new Uri("api/files", UriKind.Relative)))!["files"]!.AsArray().Count);
    }
}
