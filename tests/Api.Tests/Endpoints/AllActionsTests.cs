using System.Net;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Images;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>Every action of the catalog over HTTP against the sandbox, with its example.</summary>
public class AllActionsTests
{
    public static TheoryData<string> Actions => [.. Catalog.All.Actions.Select(action => action.Name)];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task An_actions_example_gives_what_the_action_promises(string name)
    {
        var time = new ManualTime();
        await using var connector = await TestConnector.StartAsync(time, fetcher: null);
        var action = Catalog.All.Find(name);
        var body = await connector.Http.ExampleAsync(action);
        if (action.Output is MediaOutput { Wait: { } wait })
        {
            var (_, early) = await connector.PostAsync(body.ToJsonString(), path: $"api/actions/{name}");
            Assert.Equal(("in-progress", body[wait.Id.Name]!.GetValue<string>()), (early["status"]!.GetValue<string>(), early["id"]!.GetValue<string>()));
            time.Advance(TimeSpan.FromSeconds(3));
        }

        var (response, receipt) = await connector.PostAsync(body.ToJsonString(), path: $"api/actions/{name}");

        Assert.True(response.StatusCode == (action.Output is JobOutput ? HttpStatusCode.Accepted : HttpStatusCode.OK), $"{receipt.ToJsonString()} for {body.ToJsonString()}");
        Assert.True(receipt["sandbox"]!.GetValue<bool>());
        Assert.EndsWith(".", receipt["summary"]!.GetValue<string>(), StringComparison.Ordinal);
        switch (action.Output)
        {
            case MediaOutput:
                var files = receipt["files"]!.AsArray();
                Assert.NotEmpty(files);
                Assert.All(files, file => AssertOpens(connector, file!));
                break;
            case JobOutput job:
                Assert.Equal(job.ResultAction, receipt["result_action"]!.GetValue<string>());
                Assert.NotEmpty(receipt["id"]!.GetValue<string>());
                break;
            default:
                Assert.NotNull(receipt["data"]);
                break;
        }
    }

    [Fact]
    public async Task A_result_is_waited_for_when_the_call_says_so_looking_every_ten_seconds()
    {
        var time = new ManualTime();
        await using var connector = await TestConnector.StartAsync(time, fetcher: null);
        var action = Catalog.All.Find("stability-get-result");
        var id = (await connector.Http.ExampleAsync(action))["id"]!.GetValue<string>();

        // The connector follows the job too, at the same pace: whoever waits, ten seconds pass.
        var wait = time.WaitOf(TimeSpan.FromSeconds(10));
        var call = connector.PostAsync($$"""{"id": "{{id}}", "wait_seconds": 90}""", path: "api/actions/stability-get-result");
        while (await Task.WhenAny(wait, call) != call)
        {
            wait = time.WaitOf(TimeSpan.FromSeconds(10));
            time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(HttpStatusCode.OK, (await call).Response.StatusCode);
        Assert.NotNull((await call).Body["path"]);
    }

    private static void AssertOpens(TestConnector connector, JsonNode file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(connector.Files.Path, file["path"]!.GetValue<string>()));
        var format = MediaFormat.Detect(bytes);
        Assert.NotEqual(MediaFormat.Unknown, format);
        Assert.Equal(format.ContentType, file["content_type"]!.GetValue<string>());
        Assert.EndsWith(format.Extension, file["path"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(bytes.Length, file["bytes"]!.GetValue<long>());
        if (format.ContentType.StartsWith("image/", StringComparison.Ordinal))
        {
            Assert.True(file["width"]!.GetValue<int>() >= 64 && file["height"]!.GetValue<int>() >= 64);
        }
    }
}
