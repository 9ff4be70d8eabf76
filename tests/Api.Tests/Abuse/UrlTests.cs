using System.Net;
using Connector.Failures;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Abuse;

/// <summary>No file input of any action has the connector reach into its own network; RefusedUrlTests holds the longer list.</summary>
public class UrlTests
{
    public static TheoryData<string> Inside =>
    [
        "https://127.0.0.1/a.png", "https://localhost/a.png", "https://[::1]/a.png", "https://0.0.0.0/a.png", "https://2130706433/a.png", "https://0x7f.1/a.png",
        "https://0177.0.0.1/a.png", "https://[::ffff:127.0.0.1]/a.png", "https://10.0.0.1/a.png", "https://172.16.0.1/a.png", "https://192.168.1.1/a.png",
        "https://169.254.169.254/latest/meta-data/iam/", "https://168.63.129.16/machine", "https://100.64.0.1/a.png", "https://[fd00::1]/a.png", "https://[fe80::1]/a.png",
        "https://metadata.google.internal/", "http://169.254.169.254/metadata/identity/oauth2/token", "http://example.org/a.png", "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL", "ftp://127.0.0.1/a.png", "https://me:secret@127.0.0.1/a.png", "https://127.0.0.1:22/a.png", "https://1.1.1.1@127.0.0.1/a.png",
    ];

    [Theory]
    [MemberData(nameof(Inside))]
    public async Task An_address_inside_is_refused_for_every_file_input(string url)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(upstream);
        foreach (var (action, file, body) in await FileInputs.AllAsync(connector))
        {
            body[file.Name] = url;
            var (response, problem) = await connector.PostAsync(body.ToJsonString(), path: $"api/actions/{action.Name}");

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.True(
                problem["problems"]!.AsArray().Any(one => one!["parameter"]!.GetValue<string>() == file.Name && one["code"]!.GetValue<string>() == ErrorCodes.UrlRefused),
                $"{action.Name}: {problem}");
        }

        Assert.Empty(upstream.Requests);
    }
}
