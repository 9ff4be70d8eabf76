using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Tests.Mcp;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

/// <summary>This server's own links as inputs, whichever way in; links and places elsewhere stay refused.</summary>
public class FileLinkTests
{
    private const string Upscale = "api/actions/stability-upscale-fast?dry_run=true";

    [Fact]
    public async Task Every_file_of_every_action_takes_the_link_and_the_file_of_a_receipt()
    {
        await using var connector = await TestConnector.StartAsync();
        var (image, audio) = (await StoreAsync(connector, ExampleStore.Png), await StoreAsync(connector, ExampleStore.Wav));
        foreach (var action in Catalog.All.Actions.Where(action => action.Parameters.OfType<FileParameter>().Any()))
        {
            var body = await connector.Http.ExampleAsync(action);
            foreach (var file in action.Parameters.OfType<FileParameter>().Where(file => body.ContainsKey(file.Name)))
            {
                var stored = file.Noun == "audio" ? audio : image;
                foreach (var name in new[] { stored, stored["url"]!, stored["location"]! })
                {
                    body[file.Name] = name.DeepClone();
                    var (response, answer) = await connector.PostAsync(body.ToJsonString(), path: $"api/actions/{action.Name}?dry_run=true");
                    Assert.True(response.StatusCode == HttpStatusCode.OK, $"{action.Name}: {answer}");
                }
            }
        }
    }

    [Fact]
    public async Task Forms_and_tools_take_every_name_of_a_file()
    {
        await using var connector = await TestConnector.StartAsync();
        var (_, receipt) = await connector.PostAsync("""{"prompt": "A cliff"}""");
        foreach (var name in FileNames.Of(receipt, connector.Http.BaseAddress!))
        {
            using var form = new MultipartFormDataContent { { new StringContent(name is JsonValue ? name.GetValue<string>() : name.ToJsonString()), "image" } };
            var answer = await connector.Http.SendAsync(Upscale, form);
            Assert.True(answer["valid"]!.GetValue<bool>(), name.ToJsonString());

            // The price alone is refused, so that nothing is drawn.
            var call = McpHttp.Call("stability-upscale-fast", new JsonObject { ["image"] = name.DeepClone(), ["max_credits"] = 0.1 });
            var problems = (await connector.AskAsync(call))[^1].ToJsonString();
            Assert.Contains("price_too_high", problems, StringComparison.Ordinal);
            Assert.DoesNotContain("file_not_found", problems, StringComparison.Ordinal);
            Assert.DoesNotContain("url_refused", problems, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("app.example", null)]
    [InlineData("app.example:8443", null)]
    [InlineData("app.example", "front.example")]
    public async Task Links_are_known_behind_a_front_end(string host, string? forwardedHost)
    {
        await using var connector = await TestConnector.StartAsync(("Access:TrustForwardedHeaders", "true"), ("Access:Keys:0", "key"));
        var stored = await SendAsync("api/files", new ByteArrayContent(ExampleStore.Png), "image/png");
        var url = stored["url"]!.GetValue<string>();

        foreach (var link in new[] { url, url + "?code=key", url.Replace("https:", "http:", StringComparison.Ordinal) })
        {
            var answer = await SendAsync(Upscale, new StringContent(new JsonObject { ["image"] = link }.ToJsonString()), "application/json");
            Assert.True(answer["valid"]?.GetValue<bool>() == true, answer.ToJsonString());
        }

        Assert.StartsWith($"https://{forwardedHost ?? host}/", url, StringComparison.Ordinal);

        async Task<JsonNode> SendAsync(string path, HttpContent content, string type)
        {
            content.Headers.ContentType = new(type);
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            request.Headers.Host = host;
            request.Headers.Add("x-functions-key", "key");
            request.Headers.Add("X-Forwarded-Proto", "https");
            if (forwardedHost is not null)
            {
                request.Headers.Add("X-Forwarded-Host", forwardedHost);
            }

            using var response = await connector.Http.SendAsync(request);
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }
    }

    [Theory]
    [InlineData("http://{host}:1/api/files/{path}", "url_refused")]
    [InlineData("http://other.example/api/files/{path}", "url_refused")]
    [InlineData("http://{host}.example/api/files/{path}", "url_refused")]
    [InlineData("http://user@{host}:{port}/api/files/{path}", "url_refused")]
    [InlineData("ftp://{host}:{port}/api/files/{path}", "url_refused")]
    [InlineData("http://{host}:{port}/api/health", "url_refused")]
    [InlineData("http://{host}:{port}/api/files", "url_refused")]
    [InlineData("https://169.254.169.254/api/files/{path}", "url_refused")]
    [InlineData("https://127.0.0.1/api/files/{path}", "url_refused")]
    [InlineData("http://{host}:{port}/api/files/../../{path}", "url_refused")]
    [InlineData("http://{host}:{port}/api/files/%252e%252e/{path}", "file_not_found")]
    [InlineData("http://{host}:{port}/api/files/uploads/none.png", "file_not_found")]
    [InlineData("/api/files/../.records/{path}", "file_not_found")]
    [InlineData("/api/files/..%2f..%2fetc/passwd.png", "file_not_found")]
    [InlineData("/api/files//etc/passwd", "file_not_found")]
    [InlineData("connector://files/../../etc/passwd", "file_not_found")]
    [InlineData("connector://files/%252e%252e/etc/passwd", "file_not_found")]
    [InlineData("connector://other/{path}", "url_refused")]
    [InlineData("..%2F..%2Fetc%2Fpasswd.png", "file_not_found")]
    [InlineData("file://{root}/../secret.png", "url_refused")]
    [InlineData("file://{root}/.records/secret.png", "file_not_found")]
    [InlineData("file://{root}-other/secret.png", "url_refused")]
    [InlineData("file://other.example{root}/{path}", "url_refused")]
    public async Task Links_to_elsewhere_and_out_of_the_store_stay_refused(string link, string code)
    {
        await using var connector = await TestConnector.StartAsync();
        var (server, path) = (connector.Http.BaseAddress!, await connector.UploadAsync(ExampleStore.Png));
        link = link.Replace("{host}", server.Host, StringComparison.Ordinal).Replace("{port}", $"{server.Port}", StringComparison.Ordinal)
            .Replace("{path}", path, StringComparison.Ordinal).Replace("{root}", connector.Files.Path, StringComparison.Ordinal);

        foreach (var spelled in new[] { link, Convert.ToBase64String(Encoding.UTF8.GetBytes(link)) })
        {
            var (response, answer) = await connector.PostAsync(new JsonObject { ["image"] = spelled }.ToJsonString(), path: Upscale);

            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{spelled}: {answer}");
            Assert.Equal(("image", code), (answer["problems"]![0]!["parameter"]!.GetValue<string>(), answer["problems"]![0]!["code"]!.GetValue<string>()));
        }
    }

    [Theory]
    [InlineData("file:///home/me/a.png")]
    [InlineData("FILE:///C:/Users/me/a.png")]
    [InlineData("file://server/share/a.png")]
    [InlineData("file:a.png")]
    [InlineData("C:\\Users\\me\\a.png")]
    [InlineData("c:/Users/me/a.png")]
    [InlineData("\\\\server\\share\\a.png")]
    [InlineData("pictures\\a.png")]
    [InlineData("%USERPROFILE%\\a.png")]
    [InlineData("~/a.png")]
    [InlineData("~/Pictures/a")]
    [InlineData("/home/me/a.png")]
    [InlineData("/Users/me/Pictures/a")]
    [InlineData(" /tmp/a.png ")]
    public async Task A_file_of_the_caller_s_machine_is_told_how_to_come_here_by_every_action(string place)
    {
        await using var connector = await TestConnector.StartAsync();
        foreach (var action in Catalog.All.Actions)
        {
            foreach (var file in action.Parameters.OfType<FileParameter>())
            {
                var (_, answer) = await connector.PostAsync(new JsonObject { [file.Name] = place }.ToJsonString(), path: $"api/actions/{action.Name}");

                var problem = answer["problems"]!.AsArray().Single(one => one!["parameter"]!.GetValue<string>() == file.Name)!["message"]!.GetValue<string>();
                Assert.Contains("on your own machine", problem, StringComparison.Ordinal);
                Assert.Contains("POST /api/files", problem, StringComparison.Ordinal);
                Assert.Contains("multipart/form-data", problem, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("[{\"path\": \"a.png\"}, {\"path\": \"b.png\"}]")]
    [InlineData("{\"path\": 7}")]
    [InlineData("{\"url\": {\"path\": \"a.png\"}}")]
    [InlineData("{\"name\": \"a.png\"}")]
    public async Task An_object_that_names_no_file_is_refused(string value)
    {
        await using var connector = await TestConnector.StartAsync();

        var (_, answer) = await connector.PostAsync($$"""{"image": {{value}}}""", path: Upscale);

        Assert.Equal(("image", "invalid_type"), (answer["problems"]![0]!["parameter"]!.GetValue<string>(), answer["problems"]![0]!["code"]!.GetValue<string>()));
    }

    private static async Task<JsonNode> StoreAsync(TestConnector connector, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new("application/octet-stream");
        return await connector.Http.SendAsync("api/files", content);
    }
}
