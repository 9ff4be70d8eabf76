using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Api.Endpoints;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Connector.Functions.Tests.AzureFunctions;

/// <summary>The published app as a custom handler of the Functions host.</summary>
public class CustomHandlerTests(PublishedApp app) : IClassFixture<PublishedApp>
{
    [Fact]
    public void Every_action_and_every_other_endpoint_and_the_job_queue_have_a_folder()
    {
        Assert.Equal(
            [.. Catalog.All.Actions.Select(action => action.Name), .. EndpointTable.All.Select(endpoint => endpoint.Name).Where(name => name != "run-action")],
            app.Functions.Select(function => function.Name).ToHashSet());
        Assert.Equal([QueueFunctionFacts.RunJob], app.QueueFunctions);
        Assert.Equal(app.Functions.Count + 1, Directory.GetFiles(app.Folder, "function.json", SearchOption.AllDirectories).Length);
    }

    /// <summary>The repository's host.json names none: the host would find no function of an isolated worker.</summary>
    [Fact]
    public void Only_the_published_host_json_names_the_bundle_that_has_the_queue_trigger()
    {
        Assert.Equal("Microsoft.Azure.Functions.ExtensionBundle", Host(app.Folder)["extensionBundle"]!["id"]!.GetValue<string>());
        Assert.Null(Host(RepositoryFolder.Path)["extensionBundle"]);
    }

    [Fact]
    public async Task A_job_is_carried_on_by_the_messages_that_the_host_brings()
    {
        using var content = new StringContent("""{"prompt": "A lighthouse"}""", Encoding.UTF8, "application/json");
        var job = await app.Http.StartRunAsync("api/actions/dreamstudio-text-to-image", content);

        using var answer = await new PlayedQueueTrigger(app.ConnectionString, app.Http).RunAsync(app.Http, job);

        var receipt = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("dreamstudio-text-to-image/", receipt["path"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_host_json_and_its_route_prefix_are_there()
    {
        Assert.True(File.Exists(Path.Combine(app.Folder, "Connector.Functions")));
        Assert.Equal(HttpFunction.RoutePrefix, Host(app.Folder)["extensions"]!["http"]!["routePrefix"]!.GetValue<string>());
    }

    [Fact]
    public void Only_health_needs_no_function_key()
    {
        Assert.Equal(["get-health"], app.Functions.Where(function => function.AuthLevel != "function").Select(function => function.Name));
    }

    /// <summary>The host tells overlapping routes apart by the functions' names, so whichever it took had to be the right one.</summary>
    [Fact]
    public void No_two_functions_take_the_same_request()
    {
        var pairs = from one in app.Functions
                    from other in app.Functions
                    where string.CompareOrdinal(one.Name, other.Name) < 0
                        && one.Methods.Split(' ').Intersect(other.Methods.Split(' ')).Any()
                        && Overlap(one.Route, other.Route)
                    select (one.Name, other.Name);

        // Either answers the list: FileEndpoint without a path does what ListFilesEndpoint does.
        Assert.Equal([("get-file", "list-files")], pairs);
    }

    [Fact]
    public async Task Every_function_answers_its_route()
    {
        foreach (var function in app.Functions)
        {
            foreach (var answer in await function.CallAsync(app.Http))
            {
                Assert.True(answer.IsSuccessStatusCode, $"{function}: {answer} {await answer.Content.ReadAsStringAsync()}");
                answer.Dispose();
            }
        }
    }

    [Fact]
    public async Task A_request_goes_by_the_id_under_which_the_host_logs_it()
    {
        const string invocation = "0b6bbd9e-8a3f-4f0b-9d54-5a3fd9f13c55";
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/actions/nothing");
        request.Headers.Add("X-Azure-Functions-InvocationId", invocation);

        using var answer = await app.Http.SendAsync(request);

        Assert.Equal([invocation], answer.Headers.GetValues("X-Request-Id"));
        Assert.Equal(invocation, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["request_id"]!.GetValue<string>());
    }

    private static JsonNode Host(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "host.json")))!;

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
