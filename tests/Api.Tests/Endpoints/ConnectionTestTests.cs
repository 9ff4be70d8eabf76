using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

public class ConnectionTestTests
{
    public static TheoryData<string> Apps => [.. Catalog.All.Apps.Select(app => app.Slug)];

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task The_sandboxs_key_works_for_every_app_and_nothing_is_spent(string app)
    {
        await using var connector = await TestConnector.StartAsync();

        var answer = await connector.GetJsonAsync($"api/connections/{app}/test");

        Assert.True(answer["ok"]!.GetValue<bool>());
        Assert.True(answer["sandbox"]!.GetValue<bool>());
        var tellsAccount = Catalog.All.FindApp(app).Test is AccountTest;
        Assert.Equal(tellsAccount ? 1000m : null, answer["credits"]?.GetValue<decimal>());
        Assert.Equal(tellsAccount, answer["account"]?["email"] is not null);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task A_refused_key_is_401(string app)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(401, "application/json", """{"id": "1", "name": "unauthorized", "message": "no"}"""u8.ToArray());
        await using var connector = await TestConnector.StartAsync(upstream);

        var response = await connector.Http.GetAsync(new Uri($"api/connections/{app}/test", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("invalid_api_key", JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
        Assert.Single(upstream.Requests);
    }

    [Theory]
    [InlineData("nothing", 404)]
    [InlineData("stability", 502)]
    public async Task Other_failures_are_problems(string app, int status)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "application/json", Encoding.UTF8.GetBytes("{broken"));
        await using var connector = await TestConnector.StartAsync(upstream);

        Assert.Equal(status, (int)(await connector.Http.GetAsync(new Uri($"api/connections/{app}/test", UriKind.Relative))).StatusCode);
    }
}
