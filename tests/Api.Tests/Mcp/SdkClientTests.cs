using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Documents;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Mcp;

/// <summary>The server as the client of MCP's own SDK meets it, whichever way it is reached; the sandbox serves the actions.</summary>
public abstract class SdkClientTests(SharedMcpSession shared) : IClassFixture<SharedMcpSession>
{
    private const string TextToImage = "dreamstudio-text-to-image";

    private static JsonObject SmallPicture => new() { ["prompt"] = "A lighthouse on a cliff", ["engine_id"] = "stable-diffusion-v1-6", ["width"] = 512, ["height"] = 512 };

    [Fact]
    public async Task Says_who_it_is_and_how_to_work_with_it()
    {
        var session = await SharedAsync();

        var server = await session.Client.DoAsync("server");

        Assert.Equal(("connector", "Connector", ConnectorVersion.Current), (Text(server["name"]), Text(server["title"]), Text(server["version"])));
        Assert.Contains("path", Text(server["instructions"]), StringComparison.Ordinal);
        Assert.NotNull(server["capabilities"]!["tools"]);
        Assert.NotNull(server["capabilities"]!["resources"]);
    }

    [Fact]
    public async Task Lists_a_tool_for_every_action_with_what_its_declaration_says()
    {
        var session = await SharedAsync();

        var tools = (await session.Client.DoAsync("listTools"))["tools"]!.AsArray();
        var instructions = Text((await session.Client.DoAsync("server"))["instructions"]);

        Assert.Equal(Catalog.All.Actions.Select(action => action.Name), tools.Select(tool => Text(tool!["name"])));
        Assert.All(tools, tool =>
        {
            var action = Catalog.All.Find(Text(tool!["name"]));
            var (description, hints) = (Text(tool["description"]), tool["annotations"]!);
            Assert.Matches("^[a-z0-9-]{1,64}$", action.Name);
            Assert.Equal(action.Title, Text(tool["title"]));
            Assert.StartsWith(action.Description, description, StringComparison.Ordinal);
            Assert.Contains(action.Price?.Description ?? "price is not documented", description, StringComparison.Ordinal);
            Assert.All(action.Rules.Where(rule => !rule.Parameters.Contains(SpendLimit.MaxCredits)), rule => Assert.Contains(rule.Description, description, StringComparison.Ordinal));

            // With what the protocol takes for granted where nothing is said.
            Assert.Equal(
                action.Hints,
                new ActionHints(hints["readOnlyHint"] is not null, hints["destructiveHint"] is null, hints["openWorldHint"] is null, hints["idempotentHint"] is not null));
            var input = tool["inputSchema"]!;
            var parameters = action.ParametersOfWaited.Where(parameter => parameter is not FileParameter { IsFurther: true }).ToList();
            Assert.Equal(parameters.Select(parameter => parameter.Name), input["properties"]?.AsObject().Select(property => property.Key) ?? []);
            Assert.Equal(
                parameters.Where(parameter => parameter.Required).Select(parameter => parameter.Name),
                input["required"]?.AsArray().Select(Text) ?? []);
            Assert.All(parameters, parameter => Assert.True(
                input["properties"]![parameter.Name]!["description"]?.GetValue<string>().StartsWith(parameter.Description, StringComparison.Ordinal)
                ?? instructions.Contains($"- {parameter.Name}: {parameter.Description}", StringComparison.Ordinal)));
            Assert.Contains("summary", tool["outputSchema"]!["required"]!.AsArray().Select(Text));
            Assert.DoesNotContain("$ref", tool.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_small_picture_comes_with_the_result_and_is_the_same_as_a_resource()
    {
        var session = await SharedAsync();
        await session.Client.DoAsync("listTools");

        var result = await session.Client.CallToolAsync(TextToImage, SmallPicture);
        var file = result["structuredContent"]!["files"]![0]!;
        var link = Block(result, "resource_link");
        var resource = (await session.Client.DoAsync("readResource", new JsonObject { ["uri"] = Text(link["uri"]) }))["contents"]![0]!;

        var picture = Convert.FromBase64String(Text(Block(result, "image")["data"]));
        Assert.Equal(Text(file["sha256"]), Convert.ToHexStringLower(SHA256.HashData(picture)));
        Assert.Equal(picture, Convert.FromBase64String(Text(resource["blob"])));
        Assert.Equal(TestPng.Create(1, 1)[..8], picture[..8]);
        Assert.Equal(("image/png", "image/png", "image/png"), (Text(Block(result, "image")["mimeType"]), Text(link["mimeType"]), Text(resource["mimeType"])));
        Assert.Equal((picture.Length, Text(file["path"])), (link["size"]!.GetValue<int>(), Text(link["name"])));
        Assert.Contains(Text(file["path"]), Text(Block(result, "text")["text"]), StringComparison.Ordinal);
        Assert.Contains(Text(file["url"]), Text(Block(result, "text")["text"]), StringComparison.Ordinal);
        Assert.Contains("sandbox", Text(Block(result, "text")["text"]), StringComparison.Ordinal);
        Assert.StartsWith(session.UrlPrefix, Text(file["url"]), StringComparison.Ordinal);
        Assert.Null(result["isError"]);
        Assert.Empty((await session.Client.DoAsync("errors")).AsArray());
    }

    [Fact]
    public async Task A_picture_too_large_for_a_result_is_read_as_a_resource()
    {
        var session = await SharedAsync();

        // With some seeds it would not be.
        var result = await session.Client.CallToolAsync(TextToImage, new JsonObject { ["prompt"] = "A lighthouse on a cliff", ["seed"] = 4214382525 });
        var resource = (await session.Client.DoAsync("readResource", new JsonObject { ["uri"] = Text(Block(result, "resource_link")["uri"]) }))["contents"]![0]!;

        Assert.DoesNotContain(result["content"]!.AsArray(), block => Text(block!["type"]) == "image");
        var file = result["structuredContent"]!["files"]![0]!;
        Assert.Contains(
            $"{Text(file["path"])} is too large to be shown here: a result carries pictures of 750,000 bytes together. See it at {Text(file["url"])}",
            Text(Block(result, "text")["text"]),
            StringComparison.Ordinal);
        Assert.Equal(
            Text(result["structuredContent"]!["files"]![0]!["sha256"]),
            Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(Text(resource["blob"])))));
    }

    [Theory]
    [InlineData("{path}")]
    [InlineData("connector://files/{path}")]
    public async Task The_next_tool_takes_a_file_by_its_path_or_as_the_resource_that_was_shown(string image)
    {
        var session = await SharedAsync();
        var path = Text((await session.Client.CallToolAsync(TextToImage, SmallPicture))["structuredContent"]!["path"]);

        var larger = await session.Client.CallToolAsync("stability-upscale-fast", new JsonObject { ["image"] = image.Replace("{path}", path, StringComparison.Ordinal) });

        Assert.Equal((2048, 2048), (larger["structuredContent"]!["files"]![0]!["width"]!.GetValue<int>(), larger["structuredContent"]!["files"]![0]!["height"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Data_stands_in_the_text_too_for_clients_that_show_nothing_else()
    {
        var session = await SharedAsync();
        await session.Client.DoAsync("listTools");

        var result = await session.Client.CallToolAsync("dreamstudio-list-engines");

        Assert.Contains("stable-diffusion-v1-6", Text(Block(result, "text")["text"]), StringComparison.Ordinal);
        Assert.Contains("stable-diffusion-v1-6", result["structuredContent"]!["data"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_call_is_told_everything_that_is_wrong_with_it()
    {
        var session = await SharedAsync();
        await session.Client.DoAsync("listTools");

        var result = await session.Client.CallToolAsync(TextToImage, new JsonObject { ["promt"] = "x", ["steps"] = 5000, ["width"] = "wide" });

        var text = Text(Assert.Single(result["content"]!.AsArray())!["text"]);
        Assert.True(Flag(result["isError"]));
        Assert.Null(result["structuredContent"]);
        Assert.Contains("promt (unknown_parameter): There is no parameter \"promt\". Did you mean \"prompt\"?", text, StringComparison.Ordinal);
        Assert.Contains("steps (out_of_range): steps must be 10 to 150; received 5000.", text, StringComparison.Ordinal);
        Assert.Contains("width (invalid_type)", text, StringComparison.Ordinal);
        Assert.Contains("Nothing was charged.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filtered_picture_is_an_error_that_says_how_to_keep_it()
    {
        var session = await SharedAsync();
        await session.Client.DoAsync("listTools");
        var filtered = SmallPicture;
        filtered["prompt"] = "A lighthouse sandbox:filtered";

        var result = await session.Client.CallToolAsync(TextToImage, filtered);

        Assert.True(Flag(result["isError"]));
        Assert.Contains("on_filtered = keep", Text(Block(result, "text")["text"]), StringComparison.Ordinal);
        Assert.Contains("content_filtered", Text(Block(result, "text")["text"]), StringComparison.Ordinal);
        Assert.Contains("may have been charged", Text(Block(result, "text")["text"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_does_not_exist_is_an_error_of_the_protocol_with_the_nearest_name()
    {
        var session = await SharedAsync();

        var error = (await session.Client.TryAsync("callTool", SdkClient.Call("dreamstudio-text-to-imag", arguments: null)))["error"]!;

        Assert.Equal(-32602, error["code"]!.GetValue<int>());
        Assert.Contains("Did you mean \"dreamstudio-text-to-image\"?", Text(error["message"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_files_are_listed_page_by_page_and_can_be_read_by_the_template()
    {
        await using var session = await ConnectAsync();
        var png = TestPng.Create(64, 64);
        Directory.CreateDirectory(Path.Combine(session.Files, "inputs"));
        var expected = Enumerable.Range(0, 101).Select(index => $"inputs/{index:000}.png").ToList();
        expected.ForEach(path => File.WriteAllBytes(Path.Combine(session.Files, path), png));

        var first = await session.Client.DoAsync("listResources");
        var second = await session.Client.DoAsync("listResources", new JsonObject { ["cursor"] = Text(first["nextCursor"]) });
        var template = Assert.Single((await session.Client.DoAsync("listResourceTemplates"))["resourceTemplates"]!.AsArray())!;
        var read = await session.Client.DoAsync("readResource", new JsonObject { ["uri"] = Text(template["uriTemplate"]).Replace("{+path}", expected[^1], StringComparison.Ordinal) });

        var resources = first["resources"]!.AsArray().Concat(second["resources"]!.AsArray()).ToList();
        Assert.Null(second["nextCursor"]);
        Assert.Equal(expected, resources.Select(resource => Text(resource!["name"])));
        Assert.All(resources, resource => Assert.Equal(("connector://files/" + Text(resource!["name"]), "image/png", png.Length), (Text(resource["uri"]), Text(resource["mimeType"]), resource["size"]!.GetValue<int>())));
        Assert.Equal(png, Convert.FromBase64String(Text(read["contents"]![0]!["blob"])));
    }

    [Theory]
    [InlineData("connector://files/nothing.png")]
    [InlineData("connector://files/../appsettings.json")]
    [InlineData("connector://files/%2e%2e%2fappsettings.json")]
    [InlineData("connector://files//etc/passwd")]
    [InlineData("file:///etc/passwd")]
    public async Task What_is_no_saved_file_is_no_resource(string uri)
    {
        var session = await SharedAsync();
        File.WriteAllText(Path.Combine(session.Files, "..", "appsettings.json"), "{}");

        var error = (await session.Client.TryAsync("readResource", new JsonObject { ["uri"] = uri }))["error"]!;

        Assert.Equal(-32002, error["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_file_too_large_for_a_resource_is_named_where_it_can_be_downloaded()
    {
        var session = await SharedAsync();
        await using (var large = File.Create(Path.Combine(session.Files, "large.png")))
        {
            large.SetLength(10_000_001);
        }

        var error = (await session.Client.TryAsync("readResource", new JsonObject { ["uri"] = "connector://files/large.png" }))["error"]!;

        Assert.Contains("10,000,001 bytes", Text(error["message"]), StringComparison.Ordinal);
        Assert.Contains(session.UrlPrefix, Text(error["message"]), StringComparison.Ordinal);
        Assert.EndsWith("/large.png", Text(error["message"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_at_the_same_time_each_get_their_own_answer()
    {
        var session = await SharedAsync();

        var seeds = await Task.WhenAll(Enumerable.Range(1, 8).Select(async seed =>
        {
            var picture = SmallPicture;
            picture["seed"] = seed;
            return (await session.Client.CallToolAsync(TextToImage, picture))["structuredContent"]!["files"]![0]!["seed"]!.GetValue<int>();
        }));

        Assert.Equal(Enumerable.Range(1, 8), seeds);
    }

    [Fact]
    public async Task A_call_repeated_with_its_key_is_paid_for_once_and_answers_the_same()
    {
        await using var session = await ConnectAsync();
        static JsonObject Key() => new() { ["idempotency-key"] = "picture-1" };

        var first = await session.Client.CallToolAsync(TextToImage, SmallPicture, Key());
        var again = await session.Client.CallToolAsync(TextToImage, SmallPicture, Key());
        var another = await session.Client.CallToolAsync(TextToImage, new JsonObject { ["prompt"] = "Another" }, Key());

        Assert.Equal(first["structuredContent"]!.ToJsonString(), again["structuredContent"]!.ToJsonString());
        Assert.Single(Directory.GetFiles(session.Files, "*.png", SearchOption.AllDirectories));
        Assert.Contains("idempotency_key_reused", Text(Block(another, "text")["text"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_ends_upstream()
    {
        await using var paused = await PausedUpstream.StartAsync();
        await using var session = await ConnectAsync(TestConnector.Calling(paused.Upstream));

        var (id, call) = session.Client.BeginCall(TextToImage, SmallPicture);
        await paused.Called;
        await session.Client.DoAsync("abort", new JsonObject { ["id"] = id });

        await paused.Abandoned;
        Assert.NotNull((await call)["error"]);
        Assert.NotEmpty((await session.Client.DoAsync("listTools"))["tools"]!.AsArray());
    }

    /// <summary>Starts a server and connects to it.</summary>
    /// <param name="folder">A folder of the test's own.</param>
    /// <param name="files">The folder below it where the server keeps its files.</param>
    /// <param name="settings">The server's settings.</param>
    private protected abstract Task<McpSession> ConnectAsync(TemporaryFolder folder, string files, params (string Name, string Value)[] settings);

    /// <summary>The session of all tests that leave nothing behind which another would stumble over: to start a server and a client takes seconds.</summary>
    private Task<McpSession> SharedAsync() => shared.GetAsync(() => ConnectAsync(("Sandbox__Coarse", "false")));

    private Task<McpSession> ConnectAsync(params (string Name, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        return ConnectAsync(folder, Directory.CreateDirectory(Path.Combine(folder.Path, "files")).FullName, settings);
    }

    private static JsonNode Block(JsonNode result, string type) => result["content"]!.AsArray().Single(block => Text(block!["type"]) == type)!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static bool Flag(JsonNode? node) => node!.GetValue<bool>();
}
