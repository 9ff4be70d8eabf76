using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Endpoints;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

public class OptionsTests
{
    private const string Engines = """
        [{"id": "b", "name": "B", "description": "", "type": "PICTURE"}, {"id": "esrgan-v1", "name": "Upscaler", "description": "", "type": "PICTURE"},
         {"id": "esrgan-v1-x2plus", "name": "Old upscaler", "description": "", "type": "PICTURE"},
         {"id": "a", "name": "A", "description": "", "type": "TEXT"}]
        """;

    [Theory]
    [InlineData("", "B=b, Upscaler=esrgan-v1, Old upscaler (retired)=esrgan-v1-x2plus, A=a")]
    [InlineData("?type=PICTURE", "B=b, Upscaler=esrgan-v1, Old upscaler (retired)=esrgan-v1-x2plus")]
    [InlineData("?type=picture", "B=b, Upscaler=esrgan-v1, Old upscaler (retired)=esrgan-v1-x2plus")]
    [InlineData("?type=VIDEO", "")]
    [InlineData("?action=dreamstudio-text-to-image", "B=b")]
    [InlineData("?action=dreamstudio-text-to-image&type=TEXT", "")]
    [InlineData("?action=dreamstudio-upscale-image", "Upscaler=esrgan-v1, Old upscaler (retired)=esrgan-v1-x2plus")]
    [InlineData("?action=&type=", "B=b, Upscaler=esrgan-v1, Old upscaler (retired)=esrgan-v1-x2plus, A=a")]
    public async Task Engines_are_labels_and_values_in_upstreams_order_narrowed_as_asked(string query, string options)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes(Engines));
        await using var connector = await TestConnector.StartAsync(upstream);

        var answer = await connector.GetJsonAsync("api/options/dreamstudio/engines" + query);

        Assert.Equal(options, string.Join(", ", answer.AsArray().Select(option => $"{option!["label"]}={option["value"]}")));
        Assert.All(answer.AsArray(), option => Assert.Equal(2, option!.AsObject().Count));
        Assert.Equal(("GET", "/v1/engines/list"), (upstream.Requests[0].Method, upstream.Requests[0].Path));
    }

    [Theory]
    [InlineData(Engines, "engines has no type \"PICTRE\". It has AUDIO, CLASSIFICATION, PICTURE, STORAGE, TEXT, VIDEO. Did you mean \"PICTURE\"?")]
    [InlineData("""[{"id": "a", "name": "A", "type": "PICTRES"}]""", "engines has no type \"PICTRE\". It has AUDIO, CLASSIFICATION, PICTURE, STORAGE, TEXT, VIDEO, PICTRES. Did you mean \"PICTRES\"?")]
    [InlineData("""[{"id": "a", "name": "A"}]""", "engines has no type \"PICTRE\".")]
    [InlineData("[]", "engines has no type \"PICTRE\".")]
    public async Task A_type_that_nobody_knows_is_refused_with_those_there_are_whatever_upstream_lists(string engines, string message)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes(engines));
        await using var connector = await TestConnector.StartAsync(upstream);

        using var response = await connector.Http.GetAsync(new Uri("api/options/dreamstudio/engines?type=PICTRE", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(message, await DetailAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Organizations_are_those_of_the_account_and_have_no_types()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            200, "application/json", """{"id": "user-1", "email": "a@b.c", "organizations": [{"id": "org-1", "name": "Mine", "role": "MEMBER", "is_default": true}]}"""u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);

        Assert.Equal("""[{"label":"Mine","value":"org-1"}]""", (await connector.GetJsonAsync("api/options/dreamstudio/organizations")).ToJsonString());
        using var response = await connector.Http.GetAsync(new Uri("api/options/dreamstudio/organizations?type=MEMBER", UriKind.Relative));
        Assert.Equal("The values of organizations have no types. Leave type out.", await DetailAsync(response));
    }

    [Theory]
    [InlineData(401, """{"id": "1", "name": "unauthorized", "message": "no"}""", 401, "invalid_api_key")]
    [InlineData(500, "", 502, "upstream_error")]
    [InlineData(200, "{}", 502, "upstream_malformed")]
    [InlineData(200, "[{\"id\": \"a\"}]", 502, "upstream_malformed")]
    [InlineData(200, "[{\"id\": 1, \"name\": \"x\"}]", 502, "upstream_malformed")]
    [InlineData(200, "<html>", 502, "upstream_malformed")]
    public async Task An_upstream_failure_is_a_problem_and_never_an_empty_list(int upstreamStatus, string upstreamBody, int status, string code)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(upstreamStatus, "application/json", Encoding.UTF8.GetBytes(upstreamBody));
        await using var connector = await TestConnector.StartAsync(upstream);

        var response = await connector.Http.GetAsync(new Uri("api/options/dreamstudio/engines", UriKind.Relative));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api/options/dreamstdio/engines", "unknown_app", "There is no app \"dreamstdio\". Did you mean \"dreamstudio\"? The apps are dreamstudio, gateway, openai, stability.")]
    [InlineData("api/options/dreamstudio/engine", "unknown_option_list", "DreamStudio has no option list \"engine\". It has engines and organizations. Did you mean \"engines\"?")]
    [InlineData("api/options/gateway/engines", "unknown_option_list", "Image Gateway has no option list \"engines\". It has no lists at all.")]
    [InlineData("api/options/dreamstudio/engines?action=dreamstudio-nothing", "unknown_action", "There is no action \"dreamstudio-nothing\".")]
    public async Task Unknown_names_are_problems_in_whole_sentences(string path, string code, string message)
    {
        await using var connector = await TestConnector.StartAsync();

        using var response = await connector.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.StartsWith(message, await DetailAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_action_that_is_given_an_unknown_engine_tells_the_known_ones()
    {
        await using var connector = await TestConnector.StartAsync();
        foreach (var action in Catalog.All.Actions)
        {
            foreach (var parameter in action.Parameters.Where(known => known.RemoteOptions is not null && action.Endpoint.HasInPath(known)))
            {
                var body = await connector.Http.ExampleAsync(action);
                body[parameter.Name] = "no-such-engine";

                // What depends on the engine.
                if (body.ContainsKey("width") && body.ContainsKey("height"))
                {
                    body.Remove("width");
                    body.Remove("height");
                }

                body.Remove("max_credits");
                var known = await connector.GetJsonAsync($"api/options/{action.App.Slug}/{parameter.RemoteOptions!.List.Name}?action={action.Name}");

                var (response, problem) = await connector.PostAsync(body.ToJsonString(), path: ActionInputs.RouteOf(action.Name));

                var detail = problem["detail"]!.GetValue<string>();
                Assert.True(response.StatusCode == HttpStatusCode.NotFound, detail);
                Assert.Equal(("upstream_not_found", false), (problem["code"]!.GetValue<string>(), problem["may_have_been_charged"]!.GetValue<bool>()));
                var served = known.AsArray().Where(option => !option!["label"]!.GetValue<string>().EndsWith("(retired)", StringComparison.Ordinal)).ToList();
                Assert.All(served, option => Assert.Contains(option!["value"]!.GetValue<string>(), detail, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_hides_no_failure()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(404, "application/json", "{\"name\": \"not_found\", \"message\": \"gone\"}"u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, problem) = await connector.PostAsync("""{"prompt": "x", "engine_id": "a"}""");

        Assert.Equal(("upstream_not_found", "not_found"), (problem["code"]!.GetValue<string>(), problem["upstream"]!["name"]!.GetValue<string>()));
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>();
}
