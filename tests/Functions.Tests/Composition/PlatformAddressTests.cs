using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Connector.Functions.Tests.Composition;

public class PlatformAddressTests
{
    [Theory]
    [InlineData("http", "my-app.azurewebsites.net", "https")]
    [InlineData("http", "MY-APP.azurewebsites.net", "https")]
    [InlineData("https", "my-app.azurewebsites.net", "https")]
    [InlineData("https", "pictures.example", "https")]
    [InlineData("http", "pictures.example", "http")]
    [InlineData("javascript", "pictures.example", "http")]
    [InlineData("javascript", "my-app.azurewebsites.net", "https")]
    public async Task On_Azure_the_platforms_name_is_reached_by_https_and_another_as_the_host_says(string scheme, string host, string expected) =>
        Assert.Equal(expected, await SchemeAsync(scheme, host, ("WEBSITE_SITE_NAME", "my-app"), ("WEBSITE_HOSTNAME", "my-app.azurewebsites.net")));

    [Fact]
    public async Task With_Core_Tools_the_scheme_stays_as_it_is() => Assert.Equal(
        "http",
        await SchemeAsync(
            "http", "localhost:7071", ("WEBSITE_SITE_NAME", "any"), ("WEBSITE_HOSTNAME", "localhost:7071"), ("FUNCTIONS_CORETOOLS_ENVIRONMENT", "true")));

    [Fact]
    public async Task Elsewhere_the_scheme_stays_as_it_is() => Assert.Equal("http", await SchemeAsync("http", "localhost:8080"));

    private static async Task<string> SchemeAsync(string scheme, string host, params IEnumerable<(string Name, string Value)> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build();
        var context = new DefaultHttpContext { Request = { Scheme = scheme, Host = new HostString(host) } };
        await new PlatformAddressMiddleware(_ => Task.CompletedTask, configuration).InvokeAsync(context);
        return context.Request.Scheme;
    }
}
