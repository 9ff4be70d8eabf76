using System.Globalization;
using System.Net;
using Connector.Failures;
using Connector.Testing;
using Microsoft.Extensions.Primitives;

namespace Connector.Tests.Fetching;

/// <summary>Redirects are followed by hand, and each target is checked like the URL itself.</summary>
public class RedirectTests
{
    [Theory]
    [InlineData("plain http", "http://images.test/a.png")]
    [InlineData("http on the https port", "http://images.test:443/a.png")]
    [InlineData("file", "file:///etc/passwd")]
    [InlineData("ftp", "ftp://images.test/a.png")]
    [InlineData("data", "data:image/png;base64,AAAA")]
    [InlineData("javascript", "javascript:alert(1)")]
    [InlineData("another port", "https://images.test:8443/a.png")]
    [InlineData("a user", "https://me:secret@images.test/a.png")]
    [InlineData("localhost", "https://localhost/a.png")]
    [InlineData("internal name", "https://metadata.google.internal/")]
    [InlineData("name without a dot", "https://metadata/")]
    [InlineData("name with a dot at its end", "https://images.test./a.png")]
    [InlineData("loopback", "https://127.0.0.1/")]
    [InlineData("loopback decimal", "https://2130706433/")]
    [InlineData("loopback, scheme left out", "//127.0.0.1/a.png")]
    [InlineData("loopback, slashes turned", "\\\\127.0.0.1\\a.png")]
    [InlineData("private", "https://10.0.0.1/")]
    [InlineData("carrier NAT", "https://100.64.0.1/")]
    [InlineData("metadata", "https://169.254.169.254/latest/meta-data/iam/")]
    [InlineData("metadata hexadecimal", "https://0xa9fea9fe/")]
    [InlineData("Azure's wire server", "https://168.63.129.16/")]
    [InlineData("IPv6 loopback", "https://[::1]/")]
    [InlineData("IPv6 metadata", "https://[fd00:ec2::254]/")]
    [InlineData("mapped private", "https://[::ffff:10.0.0.1]/")]
    [InlineData("name with a private address", "https://inside.test/")]
    [InlineData("name with a private address among others", "https://half-inside.test/")]
    [InlineData("space in the URL", "https://images.test/a b.png")]
    [InlineData("not a URL", "https://[")]
    public async Task A_redirect_to_what_may_not_be_fetched_is_refused_and_its_target_not_told(string what, string location)
    {
        await using var lab = await FetchLab.StartRedirectingAsync(location);
        lab.Names("inside.test", "10.0.0.1");
        lab.Names("half-inside.test", "93.184.216.34", "fd00::1");

        var failure = await lab.FailAsync("https://images.test/", ErrorCodes.UrlRefused);

        Assert.True(lab.Connected.Count == 1 && lab.Requests.Count == 1, what);
        Assert.Contains("images.test", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(location, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_a_url_too_long_is_refused()
    {
        await using var lab = await FetchLab.StartRedirectingAsync("/" + new string('a', 2048));

        await lab.FailAsync("https://images.test/", ErrorCodes.UrlRefused);
    }

    [Theory]
    [InlineData(301, "/a.png")]
    [InlineData(302, "a.png")]
    [InlineData(303, "//images.test/a.png")]
    [InlineData(307, "https://images.test/a.png#part")]
    [InlineData(308, "HTTPS://IMAGES.TEST:443/x/../a.png")]
    public async Task A_redirect_to_a_public_url_is_followed(int status, string location)
    {
        await using var lab = await FetchLab.StartRedirectingAsync(location, status);

        Assert.NotEmpty(await lab.ReadAsync("https://images.test/"));
        Assert.Equal(["/", "/a.png"], lab.Requests.Select(request => request.Path));
        Assert.All(lab.Connected, endpoint => Assert.Equal(new IPEndPoint(IPAddress.Parse("93.184.216.34"), 443), endpoint));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_redirects_are_followed_and_no_more(int redirects, bool isFollowed)
    {
        await using var lab = await FetchLab.StartAsync(async context =>
        {
            var step = int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture);
            if (step == 0)
            {
                await context.Response.Body.WriteAsync(new byte[1]);
                return;
            }

            context.Response.StatusCode = 302;
            context.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/{step - 1}");
        });

        var url = string.Create(CultureInfo.InvariantCulture, $"https://images.test/{redirects}");
        if (isFollowed)
        {
            Assert.Single(await lab.ReadAsync(url));
        }
        else
        {
            await lab.FailAsync(url, ErrorCodes.UrlRefused);
        }
    }

    [Theory]
    [InlineData("to itself", "https://images.test/")]
    [InlineData("to itself with ever more text", "?x")]
    public async Task A_redirect_loop_ends(string what, string location)
    {
        await using var lab = await FetchLab.StartRedirectingAsync(location);

        await lab.FailAsync("https://images.test/", ErrorCodes.UrlRefused);

        Assert.True(lab.Requests.Count == 6, what);
    }

    [Theory]
    [InlineData(300, "https://images.test/a.png")]
    [InlineData(304, "https://images.test/a.png")]
    [InlineData(305, "https://images.test/a.png")]
    [InlineData(302, null)]
    [InlineData(302, "")]
    public async Task An_odd_redirect_is_not_followed(int status, string? location)
    {
        await using var lab = await FetchLab.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            if (location is not null)
            {
                context.Response.Headers.Location = location;
            }

            return Task.CompletedTask;
        });

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => lab.ReadAsync("https://images.test/"));

        Assert.Contains(failure.Code, new[] { ErrorCodes.UrlUnreachable, ErrorCodes.UrlRefused });
        Assert.True(location != "https://images.test/a.png" || lab.Requests.Count == 1);
    }

    [Fact]
    public async Task Two_targets_at_once_are_not_followed()
    {
        await using var lab = await FetchLab.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers["Location"] = new StringValues(["https://images.test/a", "https://127.0.0.1/"]);
            return Task.CompletedTask;
        });

        await lab.FailAsync("https://images.test/", ErrorCodes.UrlUnreachable);

        Assert.Single(lab.Requests);
    }
}
