using Connector.Functions.Hosting;
using Connector.Functions.Tests.Hosting;
using Connector.Settings;
using Microsoft.Extensions.Configuration;

namespace Connector.Functions.Tests.Endpoints;

public class AccessTests
{
    [Theory]
    [InlineData("api/actions", null, 401)]
    [InlineData("api/actions", "wrong", 401)]
    [InlineData("api/actions", "first-ke", 401)]
    [InlineData("api/actions", "first-key", 200)]
    [InlineData("api/actions?code=second-key", null, 200)]
    [InlineData("api/actions?code=wrong", null, 401)]
    [InlineData("api/files/x.png", null, 401)]
    [InlineData("api/nothing", null, 401)]
    [InlineData("api/health", null, 200)]
    public async Task Where_keys_are_set_a_caller_must_show_one(string path, string? key, int status)
    {
        await using var connector = await TestConnector.StartAsync(("Access:Keys:0", "first-key"), ("Access:Keys:1", "second-key"));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        Assert.Equal(status, (int)(await connector.Http.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:7071", false)]
    [InlineData("http://localhost:7071", false)]
    [InlineData("http://[::1]:7071", false)]
    [InlineData("http://0.0.0.0:7071", true)]
    [InlineData("http://*:7071", true)]
    [InlineData("http://+:7071", true)]
    [InlineData("http://[::]:7071", true)]
    [InlineData("http://192.168.1.5:7071", true)]
    [InlineData("http://example.org:7071", true)]
    [InlineData("http://127.0.0.1:7071;http://0.0.0.0:7071", true)]
    public void Without_keys_only_loopback_is_listened_on(string urls, bool refused)
    {
        var addresses = ListenAddresses.From(urls, new ConfigurationBuilder().Build());
        var settings = SettingsReader.Read([], Connector.Declaration.Catalog.All.Apps);

        var failure = Record.Exception(() => addresses.ThrowIfOpenToOthers(settings));

        Assert.Equal(refused, failure is ConnectorException { Code: ErrorCodes.InvalidSettings });
        addresses.ThrowIfOpenToOthers(settings with { AccessKeys = ["key"] });
    }
}
