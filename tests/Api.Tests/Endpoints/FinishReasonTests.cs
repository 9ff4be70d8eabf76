using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>What upstream says of how it finished reaches the caller in whatever spelling, with what else it said.</summary>
public class FinishReasonTests
{
    private static readonly string Base64 = Convert.ToBase64String(TestPng.Create(64, 64));

    [Theory]
    [InlineData("content_filtered")]
    [InlineData("Content-Filtered")]
    [InlineData("\\u0043ONTENT_FILTERED")]
    [InlineData("NSFW")]
    [InlineData("BLOCKED")]
    public async Task A_filtered_answer_without_a_picture_is_told_as_that_with_what_upstream_said_even_to_those_who_keep(string reason)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            200, "application/json", Encoding.UTF8.GetBytes($$"""{"finish_reason": "{{reason}}", "image": null, "message": "Faces are not drawn"}"""), ("x-request-id", "call-7"));
        await using var connector = await TestConnector.StartAsync(upstream);

        foreach (var policy in new[] { "fail", "keep" })
        {
            var (response, problem) = await connector.PostAsync($$"""{"prompt": "x", "on_filtered": "{{policy}}"}""");

            Assert.Equal((HttpStatusCode.UnprocessableEntity, "content_filtered"), (response.StatusCode, problem["code"]!.GetValue<string>()));
            Assert.Contains(JsonNode.Parse($"\"{reason}\"")!.GetValue<string>(), problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains("Faces are not drawn", problem["upstream"]!["errors"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal(("call-7", true), (problem["upstream"]!["id"]!.GetValue<string>(), problem["may_have_been_charged"]!.GetValue<bool>()));
        }
    }

    [Fact]
    public async Task A_failed_generation_names_upstreams_call()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            200, "application/json", Encoding.UTF8.GetBytes($$"""{"artifacts": [{"finishReason": "error", "base64": "{{Base64}}"}]}"""), ("x-request-id", "call-7"));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, problem) = await connector.PostAsync("""{"prompt": "x"}""");

        Assert.Equal(("generation_failed", "call-7"), (problem["code"]!.GetValue<string>(), problem["upstream"]!["id"]!.GetValue<string>()));
        Assert.Contains("finish reason error", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"finishReason": "CONTENT_FILTERED", "base64": "@"}""", "caught by the content filter", "CONTENT_FILTERED")]
    [InlineData("""{"finishReason": "CONTENT_FILTERED", "base64": null}""", "did not come", "CONTENT_FILTERED")]
    [InlineData("""{"finishReason": "ERROR", "base64": "@"}""", "failed", "ERROR")]
    [InlineData("""{"finishReason": "ERROR"}""", "did not come", "ERROR")]
    [InlineData("""{"finishReason": "SUCCESS", "base64": "<cut>"}""", "ended before it was complete", "Sample 2 of 3")]
    [InlineData("""{"finishReason": "SUCCESS", "base64": "<broken>"}""", "its base64 is not valid", "Sample 2 of 3")]
    [InlineData("""{"finishReason": "SUCCESS", "base64": ""}""", null, null)]
    [InlineData("""{"finishReason": "SUCCESS", "base64": "bm8gcGljdHVyZQ=="}""", "its bytes are no image", "Sample 2 of 3")]
    public async Task One_bad_sample_does_not_cost_the_good_ones(string bad, string? why, string? word)
    {
        var cut = Convert.ToBase64String(TestPng.Create(64, 64)[..3000]);
        var broken = Base64[..1000] + "!" + Base64[1000..];
        var good = """{"finishReason": "SUCCESS", "seed": 5, "base64": "@"}""";
        var json = $$"""{"artifacts": [{{good}}, {{bad}}, {{good.Replace("5", "7", StringComparison.Ordinal)}}]}"""
            .Replace("@", Base64, StringComparison.Ordinal).Replace("<cut>", cut, StringComparison.Ordinal).Replace("<broken>", broken, StringComparison.Ordinal);
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes(json));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, receipt) = await connector.PostAsync("""{"prompt": "x", "samples": 3}""");

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Equal([5L, 7L], receipt["files"]!.AsArray().Select(file => file!["seed"]!.GetValue<long>()));
        Assert.Equal(2, connector.SavedFiles.Count);
        if (why is null)
        {
            Assert.Equal("3 images were asked for; 2 came.", Assert.Single(receipt["warnings"]!.AsArray())!.GetValue<string>());
        }
        else
        {
            var warning = Assert.Single(receipt["warnings"]!.AsArray())!.GetValue<string>();
            Assert.StartsWith("Sample 2 of 3", warning, StringComparison.Ordinal);
            Assert.Contains(why, warning, StringComparison.Ordinal);
            Assert.Contains(word!, warning, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(""", {"finishReason": "SUCCESS", "base64": "iVBORw0KGgo""", 0)]
    [InlineData(""", {"finishReason": "SUCCESS", "base64": "iVBORw0KGgo""", 40_000)]
    [InlineData(""", {"finishReason": "SUC""", 0)]
    [InlineData(""", <html>502 Bad Gateway</html>""", 0)]
    [InlineData("", 1)]
    public async Task An_answer_that_breaks_off_does_not_cost_the_pictures_that_came_whole(string rest, int announced)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"artifacts": [{"finishReason": "SUCCESS", "seed": 5, "base64": "{{Base64}}"}{{rest}}""");
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            // Where more is announced than comes, the server cuts the connection.
            (context.Response.ContentType, context.Response.ContentLength) = ("application/json", json.Length + announced);
            await context.Response.Body.WriteAsync(json, context.RequestAborted);
        });
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, receipt) = await connector.PostAsync("""{"prompt": "x", "samples": 3}""");

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Equal(5, Assert.Single(receipt["files"]!.AsArray())!["seed"]!.GetValue<long>());
        Assert.Single(connector.SavedFiles);
        Assert.Contains("could not be read to its end", receipt["warnings"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("3 images were asked for; 1 came.", receipt["warnings"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(upstream.Requests);
    }

    [Theory]
    [InlineData("""{"finishReason": "CONTENT_FILTERED", "base64": "@"}""", "content_filtered")]
    [InlineData("""{"finishReason": "ERROR", "base64": "@"}""", "generation_failed")]
    [InlineData("""{"finishReason": "SUCCESS", "base64": "AA==AAEC"}""", "upstream_malformed")]
    [InlineData("""{"finishReason": "SUCCESS", "base64": "bm8gcGljdHVyZQ=="}""", "upstream_malformed")]
    public async Task Bad_samples_alone_are_a_failure(string bad, string code)
    {
        var json = $$"""{"artifacts": [{{bad}}, {{bad}}]}""".Replace("@", Base64, StringComparison.Ordinal);
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes(json));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, problem) = await connector.PostAsync("""{"prompt": "x", "samples": 2}""");

        Assert.Equal(code, problem["code"]?.GetValue<string>());
        Assert.Empty(connector.SavedFiles);
    }

    [Fact]
    public async Task A_filtered_sample_is_kept_beside_the_others_where_the_call_says_so()
    {
        var json = $$"""{"artifacts": [{"finishReason": "SUCCESS", "base64": "{{Base64}}"}, {"finishReason": "CONTENT_FILTERED", "base64": "{{Base64}}"}]}""";
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes(json));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (_, receipt) = await connector.PostAsync("""{"prompt": "x", "samples": 2, "on_filtered": "keep"}""");

        Assert.Equal(["SUCCESS", "CONTENT_FILTERED"], receipt["files"]!.AsArray().Select(file => file!["finish_reason"]!.GetValue<string>()));
        Assert.Null(receipt["warnings"]);
    }

    [Theory]
    [InlineData("""{"artifacts": [{"finishReason": "NOT_QUITE", "base64": "@"}]}""", 1, "\"NOT_QUITE\"")]
    [InlineData("""{"artifacts": [{"base64": "@"}, {"base64": "@"}]}""", 3, "3 images were asked for; 2 came.")]
    [InlineData("""{"artifacts": [{"base64": "@"}, {"base64": "@"}]}""", 1, "1 image was asked for; 2 came.")]
    [InlineData("""{"artifacts": [{"base64": "@"}], "errors": ["one of sk-test-0123456789", {"message": "is slow", "more": [1, null]}]}""", 1, "is slow")]
    [InlineData("""{"error": {"message": "is slow"}, "artifacts": [{"base64": "@"}]}""", 1, "is slow")]
    public async Task What_is_odd_about_good_pictures_is_a_warning(string json, int samples, string word)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes(json.Replace("@", Base64, StringComparison.Ordinal)));
        await using var connector = await TestConnector.StartAsync(upstream);

        var (response, receipt) = await connector.PostAsync($$"""{"prompt": "x", "samples": {{samples}}}""");

        Assert.True(response.StatusCode == HttpStatusCode.OK, receipt.ToJsonString());
        Assert.Contains(word, Assert.Single(receipt["warnings"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestConnector.Key, receipt.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fertig – süß", "fertig %E2%80%93 s%C3%BC%C3%9F")]
    [InlineData("完成", "%E5%AE%8C%E6%88%90")]
    [InlineData("SUCCESS", "SUCCESS")]
    public async Task A_finish_reason_that_is_not_ASCII_does_not_break_the_answers_header(string reason, string header)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            200, "application/json", Encoding.UTF8.GetBytes($$"""{"artifacts": [{"finishReason": "{{reason}}", "base64": "{{Base64}}"}]}"""));
        await using var connector = await TestConnector.StartAsync(upstream);
        using var request = new HttpRequestMessage(HttpMethod.Post, TestConnector.TextToImage) { Content = new StringContent("""{"prompt": "x"}""", Encoding.UTF8, "application/json") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/png"));

        using var response = await connector.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "image/png"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(header, Assert.Single(response.Headers.GetValues("Finish-Reason")));
    }
}
