using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>The routes below an action: what its query and headers can ask for too, each as an answer of its own.</summary>
public class ActionRouteTests
{
    private const string Check = TestConnector.TextToImage + "/check";
    private const string Jobs = TestConnector.TextToImage + "/jobs";

    [Fact]
    public async Task A_check_answers_200_with_everything_that_is_wrong_and_sends_nothing()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(500, "text/plain", []);
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, body) = await connector.PostAsync("""{"promt": "x", "cfg_scale": 40}""", path: Check);

        Assert.Equal((HttpStatusCode.OK, false), (response.StatusCode, body["valid"]!.GetValue<bool>()));
        Assert.Equal(["cfg_scale", "prompt", "promt"], body["problems"]!.AsArray().Select(problem => problem!["parameter"]!.GetValue<string>()).Order());
        Assert.Null(body["credits"]);
        Assert.Empty(upstream.Requests);
        Assert.Empty(connector.Files.Files);
    }

    [Fact]
    public async Task A_check_of_a_call_that_may_be_sent_answers_as_the_dry_run_does()
    {
        await using var connector = await TestConnector.StartAsync();

        var (_, check) = await connector.PostAsync("""{"prompt": "x", "samples": 3}""", path: Check + "?balance=true");
        var (_, dryRun) = await connector.PostAsync("""{"prompt": "x", "samples": 3}""", path: TestConnector.TextToImage + "?dry_run=true&balance=true");

        Assert.Empty(check["problems"]!.AsArray());
        (check["request_id"], dryRun["request_id"]) = ("", "");
        Assert.True(JsonNode.DeepEquals(dryRun, check), check.ToJsonString());
    }

    [Theory]
    [InlineData(Check + "?balanse=true", "Did you mean \"balance\"?")]
    [InlineData(Check + "?dry_run=true", "no query parameter \"dry_run\"")]
    [InlineData(Jobs + "?wait=true", "no query parameter \"wait\"")]
    [InlineData("api/actions/dreamstudio-text-to-imag/check", "Did you mean \"dreamstudio-text-to-image\"?")]
    public async Task A_misspelt_route_or_query_is_refused_in_words(string path, string words)
    {
        await using var connector = await TestConnector.StartAsync();

        var (response, problem) = await connector.PostAsync("""{"prompt": "x"}""", path: path);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.NotFound });
        Assert.Contains(words, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(connector.SavedFiles);
    }

    [Fact]
    public async Task A_repeat_names_the_same_job_also_when_it_has_ended()
    {
        await using var connector = await TestConnector.StartAsync();

        var first = await StartAsync();
        while ((await connector.Http.GetAsync(new Uri(first["job_url"]!.GetValue<string>()))).StatusCode == HttpStatusCode.Accepted)
        {
            await Task.Yield();
        }

        var again = await StartAsync();

        Assert.Equal("ended", again["status"]!.GetValue<string>());
        Assert.Equal((first["job_id"]!.GetValue<string>(), first["job_url"]!.GetValue<string>()), (again["job_id"]!.GetValue<string>(), again["job_url"]!.GetValue<string>()));
        Assert.Single(connector.SavedFiles);

        async Task<JsonNode> StartAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Jobs) { Content = new StringContent("""{"prompt": "x"}""", Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", "one" } } };
            using var response = await connector.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }
    }

    [Fact]
    public async Task An_action_without_inputs_is_called_without_a_body()
    {
        await using var connector = await TestConnector.StartAsync();
        var actions = Catalog.All.Actions.Where(action => action.Parameters.Count == 0).ToList();

        Assert.NotEmpty(actions);
        foreach (var action in actions)
        {
            using var response = await connector.Http.PostAsync(new Uri($"api/actions/{action.Name}", UriKind.Relative), content: null);
            Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_next_link_of_a_list_goes_through_all_files_without_the_callers_key()
    {
        await using var connector = await TestConnector.StartAsync(("Access:Keys:0", "first-key"));
        for (var file = 0; file < 103; file++)
        {
            var path = Path.Combine(connector.Files.Path, "uploads", "2026", "11", "21", $"{file:D32}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, ExampleStore.Png);
        }

        var page = JsonNode.Parse(await connector.Http.GetStringAsync(new Uri("api/files?prefix=uploads/&code=first-key", UriKind.Relative)))!;
        var next = page["next_link"]!.GetValue<string>();
        connector.Http.DefaultRequestHeaders.Add("x-functions-key", "first-key");
        var last = JsonNode.Parse(await connector.Http.GetStringAsync(new Uri(next)))!;

        Assert.DoesNotContain("first-key", next, StringComparison.Ordinal);
        Assert.Equal((100, 3), (page["files"]!.AsArray().Count, last["files"]!.AsArray().Count));
        Assert.Null(last["next_link"]);
    }
}
