using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Endpoints;
using Connector.Declaration;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.OpenApi;

/// <summary>Calls that Prism compares with the served document, both ways: a request or an answer that breaks it fails.</summary>
public class ContractTests(DocumentedServer server) : IClassFixture<DocumentedServer>
{
    public static TheoryData<string> Actions => [.. Catalog.All.Actions.Select(action => action.Name)];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task An_action_runs_by_the_example_of_the_document_and_answers_as_it_says(string name)
    {
        var action = Catalog.All.Find(name);

        var (status, body) = await PostAsync($"/actions/{name}", (await server.ExampleAsync(action))?.ToJsonString());

        Assert.True(status == (action.Output is JobOutput ? HttpStatusCode.Accepted : HttpStatusCode.OK), body);
    }

    [Fact]
    public async Task Every_operation_besides_actions_answers_as_the_document_says()
    {
        var called = new HashSet<string>(StringComparer.Ordinal);
        var path = (await SendAsync("StoreFile", HttpMethod.Post, "/files", HttpStatusCode.Created, Sound()))["path"];
        var escaped = Uri.EscapeDataString((string)path!);
        await SendAsync("DeleteFiles", HttpMethod.Delete, "/files?prefix=uploads/&before=2026-01-01&dry_run=true", HttpStatusCode.OK);
        await SendAsync("GetSpend", HttpMethod.Get, "/spend?by=day,caller&from=2026-11-01&to=2026-11-30", HttpStatusCode.OK);
        await SendAsync("ListFiles", HttpMethod.Get, "/files?prefix=uploads/", HttpStatusCode.OK);
        await SendAsync("DeleteFile", HttpMethod.Delete, $"/files/{escaped}", HttpStatusCode.NoContent);
        await SendAsync("GetFile", HttpMethod.Get, $"/files/{escaped}", HttpStatusCode.NotFound);
        var drawn = await SendAsync("DreamstudioTextToImage", HttpMethod.Post, "/actions/dreamstudio-text-to-image", HttpStatusCode.OK, Json("""{"prompt": "x"}"""));
        await SendAsync("GetRecipe", HttpMethod.Get, $"/recipes/{Uri.EscapeDataString((string)drawn["path"]!)}", HttpStatusCode.OK);
        await SendAsync("DreamstudioTextToImage", HttpMethod.Post, $"/actions/dreamstudio-text-to-image?again={drawn["path"]}", HttpStatusCode.OK, Json("{}"));
        await SendAsync("ListActions", HttpMethod.Get, "/actions", HttpStatusCode.OK);
        await SendAsync("GetAction", HttpMethod.Get, "/actions/stability-upscale-fast", HttpStatusCode.OK);
        await SendAsync("ListOptions", HttpMethod.Get, "/options/dreamstudio/engines?action=dreamstudio-text-to-image", HttpStatusCode.OK);
        await SendAsync("TestConnection", HttpMethod.Get, "/connections/stability/test", HttpStatusCode.OK);
        await SendAsync("GetHealth", HttpMethod.Get, "/health", HttpStatusCode.OK);
        await SendAsync("GetLiveness", HttpMethod.Get, "/health/live", HttpStatusCode.OK);
        await SendAsync("GetReadiness", HttpMethod.Get, "/health/ready", HttpStatusCode.OK);
        var job = await SendAsync("StartDreamstudioTextToImage", HttpMethod.Post, "/actions/dreamstudio-text-to-image/jobs", HttpStatusCode.Accepted, Json("""{"prompt": "x"}"""));
        await SendAsync("GetJob", HttpMethod.Get, $"/jobs/{job["job_id"]}", null);
        await SendAsync("CancelJob", HttpMethod.Delete, $"/jobs/{new string('0', 32)}", HttpStatusCode.NotFound);
        var batch = await SendAsync(
            "StartBatch", HttpMethod.Post, "/batches", HttpStatusCode.Accepted, Json("""{"action": "dreamstudio-text-to-image", "inputs": [{"prompt": "x"}]}"""));
        await SendAsync("GetBatch", HttpMethod.Get, $"/batches/{batch["batch_id"]}", null);
        await SendAsync("CancelBatch", HttpMethod.Delete, $"/batches/{batch["batch_id"]}", HttpStatusCode.NoContent);
        var subscription = await SendAsync(
            "Subscribe", HttpMethod.Post, "/subscriptions", HttpStatusCode.Created, Json("""{"callback_url": "https://flows.example/hook", "events": ["batch.ended"]}"""));
        await SendAsync("ListSubscriptions", HttpMethod.Get, "/subscriptions", HttpStatusCode.OK);
        await SendAsync("GetSubscription", HttpMethod.Get, $"/subscriptions/{subscription["id"]}", HttpStatusCode.OK);
        await SendAsync("EndSubscription", HttpMethod.Delete, $"/subscriptions/{subscription["id"]}", HttpStatusCode.NoContent);

        var documented = server.Document["paths"]!.AsObject().SelectMany(one => one.Value!.AsObject()).Select(operation => (string)operation.Value!["operationId"]!);
        Assert.Equal(documented.Except(ActionIds()).Order(StringComparer.Ordinal), called.Except(ActionIds()).Order(StringComparer.Ordinal));

        async Task<JsonNode> SendAsync(string operation, HttpMethod method, string address, HttpStatusCode? expected, HttpContent? content = null)
        {
            called.Add(operation);
            using var request = new HttpRequestMessage(method, address) { Content = content };
            using var response = await server.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(expected is null ? (int)response.StatusCode is 200 or 202 : response.StatusCode == expected, $"{operation}: {(int)response.StatusCode} {text}");
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        }
    }

    [Theory]
    [InlineData("dreamstudio-text-to-image", """{"prompt": "x", "text_prompts": [{"text": "y"}]}""", 400)]
    [InlineData("dreamstudio-text-to-image", """{"prompt": "x", "width": 1024, "height": 128}""", 400)]
    [InlineData("dreamstudio-text-to-image", """{"prompt": "x", "max_credits": 0.1}""", 400)]
    [InlineData("stability-upscale-fast", """{"image": "uploads/none.png"}""", 400)]
    [InlineData("stability-get-result", """{"id": "0000000000000000000000000000000000000000000000000000000000000000"}""", 404)]
    public async Task A_problem_is_answered_as_the_document_says(string action, string input, int status)
    {
        var (answered, body) = await PostAsync($"/actions/{action}", input);

        Assert.True((int)answered == status, body);
        Assert.StartsWith("urn:connector:problem:", (string)JsonNode.Parse(body)!["type"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/check?balance=true", "application/json", 200)]
    [InlineData("/jobs", "application/json", 202)]
    [InlineData("", "audio/*", 406)]
    public async Task Each_way_to_call_an_action_is_in_the_document(string query, string accept, int status)
    {
        var (answered, body) = await PostAsync($"/actions/dreamstudio-text-to-image{query}", """{"prompt": "x"}""", accept);

        Assert.True((int)answered == status, body);
    }

    [Theory]
    [InlineData("""{"prompt": "x", "width": "wide"}""")]
    [InlineData("""{"prompt": "x", "stile_preset": "anime"}""")]
    [InlineData("""{"prompt": "x", "cfg_scale": 40}""")]
    [InlineData("""{"prompt": "x", "sampler": "K_NONE"}""")]
    public async Task The_document_alone_tells_a_client_what_would_be_refused(string input)
    {
        var (status, body) = await PostAsync("/actions/dreamstudio-text-to-image", input);

        Assert.True((int)status == 422 && body.Contains("stoplight.io/prism/errors", StringComparison.Ordinal), body);
    }

    private static IEnumerable<string> ActionIds() => Catalog.All.Actions.SelectMany(action => new[] { "", "Check", "Start" }, (action, verb) => verb + EndpointDescription.IdOf(action.Name));

    /// <summary>A WAV file of four samples: Prism passes bodies on as text, which the bytes of a picture do not survive.</summary>
    private static ByteArrayContent Sound() => new("RIFF(\0\0\0WAVEfmt \u0010\0\0\0\u0001\0\u0001\0@\u001F\0\0@\u001F\0\0\u0001\0\u0008\0data\u0004\0\0\0abcd"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue(ExampleCalls.AnyFile) } };

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string? input, string accept = "application/json")
    {
        using var content = input is null ? null : Json(input);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse(accept) } } };
        using var response = await server.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
