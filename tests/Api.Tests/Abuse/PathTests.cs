using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Api.Endpoints;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Abuse;

/// <summary>Nothing that a caller can name leads out of the store, through any route with a variable part or any file input.</summary>
public sealed partial class PathTests : IAsyncLifetime
{
    private const string Secret = "a-secret-beside-the-store";

    private TestConnector _connector = null!;
    private string _secretFile = null!;

    /// <summary>Each leads to the secret somewhere, or to a file of the system, once somebody decodes or joins it carelessly.</summary>
    private IEnumerable<string> Hostile
    {
        get
        {
            var name = Path.GetFileName(_secretFile);
            return
            [
                $"../{name}", $"uploads/../../{name}", $"..\\{name}", $"....//{name}", $".././{name}", $"/{_secretFile}", _secretFile, $"//{_secretFile}",
                "../../../../../../../../etc/passwd", "/etc/passwd", "C:\\Windows\\win.ini", "\\\\server\\share\\a.png", "//server/share/a.png", "\\\\?\\C:\\a.png",
                "\\\\.\\pipe\\a.png", $"file://{_secretFile}", $"uploads/..;/{name}", $"~/{name}", "CON.png", "a.png:stream", $"../{name}\0.png", "a\0.png", "%00.png",
                $"..%2f{name}", $"..%5c{name}", $"%2e%2e/{name}", $"..%c0%af{name}", $"..%u2215{name}", "．．／a.png", ".records/a.json", "~records/a.json",
            ];
        }
    }

    public async Task InitializeAsync()
    {
        _connector = await TestConnector.StartAsync();
        _secretFile = _connector.Files.Path + "-secret.png";
        await File.WriteAllTextAsync(_secretFile, Secret);
        await _connector.UploadAsync(TestPng.Create(1, 1));
    }

    public async Task DisposeAsync()
    {
        await _connector.DisposeAsync();
        File.Delete(_secretFile);
    }

    [Fact]
    public async Task No_route_with_a_variable_part_leads_out_of_the_store()
    {
        var stored = _connector.Files.Files;
        var routes = EndpointTable.All.Where(endpoint => endpoint.Route.Contains('{', StringComparison.Ordinal)).ToList();
        Assert.True(routes.Count >= 6);
        var wrong = new List<string>();
        var sent = 0;
        foreach (var endpoint in routes)
        {
            foreach (var path in Hostile)
            {
                var once = Uri.EscapeDataString(path);
                foreach (var spelt in new[] { Typeable(path), once, once.Replace(".", "%2e", StringComparison.Ordinal), Uri.EscapeDataString(once), Uri.EscapeDataString(Uri.EscapeDataString(once)) })
                {
                    foreach (var method in endpoint.Methods)
                    {
                        var target = VariablePart().Replace(endpoint.Route, _ => spelt);
                        var answer = await RawHttp.SendAsync(
                            _connector.Http.BaseAddress!, $"{method} /{target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                        sent++;
                        if (RawHttp.Status(answer) is not (>= 400 and < 500) || answer.Contains(Secret, StringComparison.Ordinal) || answer.Contains("root:", StringComparison.Ordinal))
                        {
                            wrong.Add($"{method} {target}: {answer}");
                        }
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(10)));
        Assert.True(sent > 1000, $"{sent} were sent.");
        Assert.Equal(Secret, await File.ReadAllTextAsync(_secretFile));
        Assert.Equal(stored, _connector.Files.Files);
    }

    [Fact]
    public async Task No_file_input_of_any_action_leads_out_of_the_store()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        var sent = 0;
        foreach (var (action, file, body) in await FileInputs.AllAsync(connector))
        {
            foreach (var path in Hostile)
            {
                body[file.Name] = path;
                var (response, problem) = await connector.PostAsync(body.ToJsonString(), path: $"api/actions/{action.Name}");
                AssertRefused(response, problem, file, path);

                using var form = new MultipartFormDataContent();
                foreach (var (name, value) in body)
                {
                    form.Add(new StringContent(value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : value!.ToJsonString()), name);
                }

                using var answer = await connector.Http.PostAsync(new Uri($"api/actions/{action.Name}", UriKind.Relative), form);
                AssertRefused(answer, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, file, path);
                sent++;
            }
        }

        Assert.True(sent > 600, $"{sent} were sent.");
        Assert.Empty(upstream.Requests);
    }

    /// <summary>A part's file name is the caller's word and is used for nothing.</summary>
    [Fact]
    public async Task An_uploads_own_name_says_nothing_about_where_it_is_stored()
    {
        foreach (var name in Hostile)
        {
            using var file = new ByteArrayContent(TestPng.Create(1, 1));
            file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{Typeable(name)}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}");
            using var form = new MultipartFormDataContent { file };
            using var answer = await _connector.Http.PostAsync(new Uri("api/files", UriKind.Relative), form);

            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            Assert.Matches("^uploads/[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9a-f]{32}\\.png$", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["path"]!.GetValue<string>());
        }

        Assert.All(_connector.Files.Files, file => Assert.StartsWith("uploads/", file, StringComparison.Ordinal));
    }

    private static void AssertRefused(HttpResponseMessage response, JsonNode problem, FileParameter file, string path)
    {
        var shown = $"{response.StatusCode} for {file.Name} = {path}: {problem}";
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, shown);
        Assert.True(problem["problems"]!.AsArray().Any(one => one!["parameter"]!.GetValue<string>() == file.Name), shown);
        Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
    }

    /// <summary>As it can stand in a request line or a quoted header without ending it.</summary>
    private static string Typeable(string path) =>
        string.Concat(path.Select(character => character is > ' ' and <= '~' and not '"' ? $"{character}" : Uri.EscapeDataString($"{character}")));

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex VariablePart();
}
