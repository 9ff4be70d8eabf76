using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Endpoints;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Connector.Functions.Tests.Worker;

/// <summary>Which function a request reaches, and that it answers.</summary>
public class RouteTests(WorkerFixture workers) : WorkerTest(workers)
{
    [Fact]
    public async Task The_worker_tells_its_host_what_the_published_description_says()
    {
        var worker = await Workers.SandboxAsync();

        Assert.Equal(
            Workers.App.Metadata.Select(function => (function["name"]!.GetValue<string>(), function["bindings"]![0]!["type"]!.GetValue<string>())).Order(),
            worker.Host.Functions.Select(function => (function.Name, function.TriggerType)).Order());
    }

    [Fact]
    public async Task Every_function_answers_its_route()
    {
        var worker = await Workers.SandboxAsync();
        foreach (var function in HttpFunction.All(Catalog.All))
        {
            foreach (var method in function.Methods)
            {
                using var answer = await worker.Http.CallAsync(function, method, Limit);
                Assert.True(answer.IsSuccessStatusCode, $"{method} {function.Name}: {answer} {await answer.Content.ReadAsStringAsync(Limit)}");
            }
        }
    }

    [Fact]
    public async Task A_misspelled_action_is_a_problem_that_names_the_action_which_was_meant()
    {
        var worker = await Workers.SandboxAsync();
        using var call = RunningWorker.Call("api/actions/dreamstudio-text-to-imag");

        using var answer = await worker.Http.SendAsync(call, Limit);

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Limit))!;
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("Did you mean \"dreamstudio-text-to-image\"?", problem["detail"]!.GetValue<string>(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_call_without_a_body_is_a_problem()
    {
        var worker = await Workers.SandboxAsync();

        using var answer = await worker.Http.PostAsync(new Uri(TextToImage, UriKind.Relative), content: null, Limit);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    /// <summary>The host asks the worker only for routes that a function has, so that no problem of ours can stand in its place.</summary>
    [Theory]
    [InlineData("GET", "api/nothing")]
    [InlineData("GET", "api")]
    [InlineData("GET", "")]
    [InlineData("POST", "api/actions/a/b")]
    [InlineData("DELETE", "api/actions/dreamstudio-text-to-image")]
    public async Task What_no_function_has_is_the_hosts_own_empty_404(string method, string path)
    {
        var worker = await Workers.SandboxAsync();
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(path, UriKind.Relative));

        using var answer = await worker.Http.SendAsync(request, Limit);

        Assert.Equal((HttpStatusCode.NotFound, "", false), (
            answer.StatusCode, await answer.Content.ReadAsStringAsync(Limit), answer.Headers.Contains("X-Request-Id")));
    }

    /// <summary>The host tells overlapping routes apart by the functions' names, so whichever it takes has to be the right one.</summary>
    [Fact]
    public void No_two_functions_take_the_same_request()
    {
        var functions = HttpFunction.All(Catalog.All).Where(function => function.Name != HttpFunction.UnknownAction).ToList();
        var pairs = from one in functions
                    from other in functions
                    where string.CompareOrdinal(one.Name, other.Name) < 0 && one.Methods.Intersect(other.Methods).Any() && Overlap(one.Route, other.Route)
                    select (one.Name, other.Name);

        // Either does the same: the endpoint of one file, without a path, does what that of several does.
        Assert.Equal([("get-file", "list-files"), ("delete-file", "delete-files")], pairs);
    }

    [Fact]
    public async Task A_request_goes_by_the_id_under_which_the_host_logs_it_and_by_none_of_the_callers()
    {
        var worker = await Workers.SandboxAsync();
        var invented = Guid.NewGuid().ToString();
        using var request = RunningWorker.Call(TextToImage);
        request.Headers.Add("x-ms-invocation-id", invented);
        request.Headers.Add("X-Request-Id", invented);

        using var answer = await worker.Http.SendAsync(request, Limit);

        var id = Assert.Single(answer.Headers.GetValues("X-Request-Id"));
        Assert.NotEqual(invented, id);
        Assert.Equal(id, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Limit))!["request_id"]!.GetValue<string>());

        // The worker sends its log with the host's ids; this is the line about the run.
        var line = await worker.Host.Log.WaitAsync(entry => entry.InvocationId == id && entry.Message.StartsWith("run dreamstudio-text-to-image succeeded", StringComparison.Ordinal), Limit);
        Assert.Contains(id, line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_goes_by_the_hosts_id_too()
    {
        var worker = await Workers.SandboxAsync();

        using var answer = await worker.Http.GetAsync(new Uri("api/actions/nothing", UriKind.Relative), Limit);

        var id = Assert.Single(answer.Headers.GetValues("X-Request-Id"));
        Assert.True(Guid.TryParseExact(id, "D", out _));
        Assert.Equal(id, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Limit))!["request_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stored_file_is_read_in_parts_or_not_again()
    {
        var worker = await Workers.SandboxAsync();
        using var file = new ByteArrayContent(Testing.ExampleStore.Png) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var stored = await worker.Http.PostAsync(new Uri("api/files", UriKind.Relative), file, Limit);
        using var part = new HttpRequestMessage(HttpMethod.Get, stored.Headers.Location) { Headers = { Range = new RangeHeaderValue(1, 3) } };

        using var read = await worker.Http.SendAsync(part, Limit);
        using var again = new HttpRequestMessage(HttpMethod.Get, stored.Headers.Location) { Headers = { IfNoneMatch = { read.Headers.ETag! } } };
        using var unchanged = await worker.Http.SendAsync(again, Limit);

        Assert.Equal((HttpStatusCode.PartialContent, "PNG"), (read.StatusCode, await read.Content.ReadAsStringAsync(Limit)));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    private static bool Overlap(string one, string other)
    {
        var (first, second) = (RoutePatternFactory.Parse(one).PathSegments, RoutePatternFactory.Parse(other).PathSegments);
        for (var index = 0; index < Math.Max(first.Count, second.Count); index++)
        {
            var (left, right) = (first.ElementAtOrDefault(index)?.Parts[0], second.ElementAtOrDefault(index)?.Parts[0]);
            if (left is RoutePatternParameterPart { IsCatchAll: true } || right is RoutePatternParameterPart { IsCatchAll: true })
            {
                return true;
            }

            if (left is null || right is null)
            {
                return false;
            }

            if (left is RoutePatternLiteralPart { Content: var text } && right is RoutePatternLiteralPart { Content: var otherText } && text != otherText)
            {
                return false;
            }
        }

        return true;
    }
}
