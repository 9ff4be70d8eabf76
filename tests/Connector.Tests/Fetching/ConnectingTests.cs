using System.Diagnostics;
using System.Net;
using Connector.Failures;
using Connector.Fetching;
using Connector.Testing;

namespace Connector.Tests.Fetching;

/// <summary>What is connected to, and what is told to it.</summary>
public class ConnectingTests
{
    [Fact]
    public async Task A_file_comes_with_what_its_server_says_of_it()
    {
        var png = TestPng.Create(10, 10);
        await using var lab = await FetchLab.StartAsync(png);

        await using var fetched = await lab.Fetcher.OpenAsync(new Uri("https://images.test/a.png?b=c"), CancellationToken.None);
        using var copy = new MemoryStream();
        await fetched.Content.CopyToAsync(copy);

        Assert.Equal((png.Length, "image/png"), (fetched.Length, fetched.ContentType));
        Assert.Equal(png, copy.ToArray());
    }

    [Fact]
    public async Task The_address_that_was_checked_is_connected_to_even_if_the_name_changes_its_mind()
    {
        await using var lab = await FetchLab.StartAsync(new byte[1]);
        lab.NamesInTurn(FetchLab.Host, "93.184.216.34", "127.0.0.1");

        await lab.ReadAsync("https://images.test/");

        Assert.Equal(new IPEndPoint(IPAddress.Parse("93.184.216.34"), 443), Assert.Single(lab.Connected));
        Assert.Single(lab.Resolved);
    }

    [Fact]
    public async Task A_name_that_turns_private_is_refused_at_the_next_connection()
    {
        await using var lab = await FetchLab.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        lab.NamesInTurn(FetchLab.Host, "93.184.216.34", "10.0.0.1");

        await lab.ReadAsync("https://images.test/");
        await lab.FailAsync("https://images.test/", ErrorCodes.UrlRefused);

        Assert.Single(lab.Connected);
    }

    [Fact]
    public async Task A_name_that_turns_private_between_a_redirect_and_its_target_is_refused()
    {
        await using var lab = await FetchLab.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/again";
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        lab.NamesInTurn(FetchLab.Host, "93.184.216.34", "169.254.169.254");

        await lab.FailAsync("https://images.test/", ErrorCodes.UrlRefused);

        Assert.Single(lab.Connected);
    }

    [Fact]
    public async Task The_next_address_is_tried_when_one_is_down()
    {
        await using var lab = await FetchLab.StartAsync(new byte[1]);
        lab.Names(FetchLab.Host, "2606:4700::1111", "93.184.216.34");
        lab.Down = IPAddress.Parse("2606:4700::1111");

        Assert.Single(await lab.ReadAsync("https://images.test/"));
        Assert.Equal(2, lab.Connected.Count);
    }

    [Fact]
    public async Task A_host_that_is_down_unknown_or_without_an_address_is_unreachable()
    {
        await using var lab = await FetchLab.StartAsync(new byte[1]);
        lab.Names("down.test", "93.184.216.99");
        lab.Down = IPAddress.Parse("93.184.216.99");
        lab.NamesInTurn("empty.test");

        foreach (var host in new[] { "down.test", "unknown.test", "empty.test" })
        {
            var failure = await lab.FailAsync($"https://{host}/", ErrorCodes.UrlUnreachable);
            Assert.Contains(host, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_port_can_be_allowed()
    {
        await using var lab = await FetchLab.StartAsync(new byte[1], new FetchLimits { Ports = [443, 8443] });

        Assert.Single(await lab.ReadAsync("https://images.test:8443/"));
        Assert.Equal(8443, Assert.Single(lab.Connected).Port);
        Assert.Contains("443 or 8443", (await lab.FailAsync("https://images.test:444/", ErrorCodes.UrlRefused)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_in_another_script_is_looked_up_as_punycode()
    {
        await using var lab = await FetchLab.StartAsync(
            context => Task.CompletedTask, certificate: SecureSite.CreateCertificate(["xn--bcher-kva.test"]));
        lab.Names("xn--bcher-kva.test", "93.184.216.34");

        Assert.Empty(await lab.ReadAsync("https://bücher.test/"));
    }

    [Fact]
    public async Task Nothing_is_told_to_a_site_but_what_a_picture_needs()
    {
        await using var lab = await FetchLab.StartAsync(context =>
        {
            context.Response.Cookies.Append("session", "1");
            context.Response.Headers.WWWAuthenticate = "Basic realm=x";
            return Task.CompletedTask;
        });
        using var activity = new Activity("a run").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("a", "b").Start();

        await lab.ReadAsync("https://images.test/");
        await lab.ReadAsync("https://images.test/");

        Assert.All(lab.Requests, request => Assert.Equal(
            new Dictionary<string, string> { ["Host"] = "images.test", ["Accept"] = "image/*", ["User-Agent"] = "Connector (image input)" },
            request.Headers));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_accepted()
    {
        await using var lab = await FetchLab.StartAsync(new byte[1]);

        await lab.FailAsync($"https://{FetchLab.OtherHost}/", ErrorCodes.UrlUnreachable);

        Assert.Empty(lab.Requests);
    }

    [Fact]
    public async Task A_certificate_that_the_system_does_not_trust_is_not_accepted()
    {
        await using var lab = await FetchLab.StartAsync(_ => Task.CompletedTask, trustsSystemOnly: true);

        await lab.FailAsync("https://images.test/", ErrorCodes.UrlUnreachable);

        Assert.Empty(lab.Requests);
    }

    [Fact]
    public async Task A_url_in_a_certificate_is_not_fetched()
    {
        await using var inside = await ScriptedUpstream.StartAsync(200, "application/pkix-cert", [1]);
        var certificate = SecureSite.CreateCertificate([FetchLab.Host], issuer: new Uri(inside.BaseUrl, "issuer.cer"));
        await using var lab = await FetchLab.StartAsync(_ => Task.CompletedTask, certificate: certificate);
        // The site itself has looked its certificate's issuer up when it started.
        var before = inside.Requests.Count;

        await lab.ReadAsync("https://images.test/");

        Assert.Equal(before, inside.Requests.Count);
    }
}
