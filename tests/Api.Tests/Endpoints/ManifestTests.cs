using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

public class ManifestTests
{
    [Fact]
    public async Task The_manifest_lists_every_app_and_action_with_its_props()
    {
        await using var connector = await TestConnector.StartAsync();

        var manifest = await connector.GetJsonAsync("api/actions");

        Assert.Equal(Catalog.All.Apps.Select(app => app.Slug), manifest["apps"]!.AsArray().Select(app => app!["app"]!.GetValue<string>()));
        Assert.Equal(Catalog.All.Actions.Select(action => action.Name), manifest["actions"]!.AsArray().Select(action => action!["name"]!.GetValue<string>()));
        foreach (var action in Catalog.All.Actions)
        {
            var shown = manifest["actions"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == action.Name)!;
            foreach (var name in new[] { "app", "title", "description", "version", "annotations" })
            {
                Assert.NotNull(shown[name]);
            }

            Assert.Equal(action.Price is null, shown["credits"] is null);

            Assert.Equal(action.Parameters.Select(parameter => parameter.Name), shown["props"]!.AsArray().Select(prop => prop!["name"]!.GetValue<string>()));
            Assert.True(JsonNode.DeepEquals(shown, await connector.GetJsonAsync($"api/actions/{action.Name}")));
        }
    }

    [Fact]
    public async Task A_prop_tells_what_a_form_needs()
    {
        await using var connector = await TestConnector.StartAsync();

        var props = (await connector.GetJsonAsync("api/actions/dreamstudio-text-to-image"))["props"]!.AsArray().ToDictionary(prop => prop!["name"]!.GetValue<string>(), prop => prop!);

        Assert.Equal(
            """{"name":"cfg_scale","type":"number","label":"CFG Scale","description":"How strictly the image follows the prompt; higher keeps it closer. 0 to 35. Default 7.","required":false,"visibility":"advanced","default":7,"min":0,"max":35,"example":7.5}""",
            props["cfg_scale"].ToJsonString());
        Assert.Equal("4294967295", props["seed"]["max"]!.ToJsonString());
        Assert.Equal("""{"label":"Anime","value":"anime"}""", props["style_preset"]["options"]![1]!.ToJsonString());
        Assert.Equal("important", props["prompt"]["visibility"]!.GetValue<string>());
        Assert.Equal(["text", "weight"], props["text_prompts"]["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>()));

        var options = await connector.GetJsonAsync(props["engine_id"]["remote_options_url"]!.GetValue<string>().TrimStart('/'));
        Assert.Contains(options.AsArray(), option => option!["value"]!.GetValue<string>() == props["engine_id"]["default"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_unknown_action_is_404_with_the_nearest_name()
    {
        await using var connector = await TestConnector.StartAsync();

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, "api/actions/dreamstudio-text-to-imge");
            var response = await connector.Http.SendAsync(request);

            Assert.Equal(404, (int)response.StatusCode);
            Assert.Contains("Did you mean \\\"dreamstudio-text-to-image\\\"?", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Health_tells_what_is_configured_and_no_secret()
    {
        await using var connector = await TestConnector.StartAsync(("STABILITY_API_KEY", TestConnector.Key));

        var health = await connector.GetJsonAsync("api/health");

        Assert.Equal("ok", health["status"]!.GetValue<string>());
        Assert.Equal(
            """[{"app":"dreamstudio","api_key":true,"sandbox":false},{"app":"gateway","api_key":false,"sandbox":true},{"app":"openai","api_key":false,"sandbox":true},{"app":"stability","api_key":true,"sandbox":false}]""",
            health["apps"]!.ToJsonString());
        Assert.DoesNotContain("sk-", health.ToJsonString(), StringComparison.Ordinal);
    }
}
