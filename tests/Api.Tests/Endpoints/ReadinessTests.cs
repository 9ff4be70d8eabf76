using System.Net;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Local;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Api.Tests.Endpoints;

/// <summary>What a probe is told; that of a store that takes nothing is in <see cref="UnwritableStoreTests"/>.</summary>
public class ReadinessTests
{
    private const string Ready = "api/health/ready";

    [Fact]
    public async Task Without_a_key_of_any_app_a_server_lives_and_is_not_ready()
    {
        await using var connector = await TestConnector.StartAsync(("Sandbox__Enabled", "false"));

        var problem = await ProblemAsync(connector, "not_ready");

        Assert.All(Catalog.All.Apps, app => Assert.Contains(app.KeySetting, problem, StringComparison.Ordinal));
        using var live = await connector.Http.GetAsync(new Uri("api/health/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task With_the_key_of_one_app_it_is_ready_and_tells_which_keys_are_missing()
    {
        await using var connector = await TestConnector.StartAsync(("Sandbox__Enabled", "false"), ("Apps__openai__auth__api_key", TestConnector.Key));

        var health = await connector.GetJsonAsync(Ready);

        Assert.Equal("ok", (string?)health["status"]);
        Assert.Equal(
            Catalog.All.Apps.Select(app => (app.Slug, app.Slug == "openai", app.Slug == "openai" ? null : app.KeySetting)).Order(),
            health["apps"]!.AsArray().Select(app => ((string)app!["app"]!, (bool)app["api_key"]!, (string?)app["missing"])).Order());
        Assert.DoesNotContain(TestConnector.Key, health.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tells_the_room_on_the_disks_of_files_and_spill()
    {
        await using var connector = await StartAsync(_ => 123_456_789);

        Assert.Equal("""{"files":123456789,"spill":123456789}""", (await connector.GetJsonAsync(Ready))["disks"]!.ToJsonString());
    }

    [Fact]
    public async Task Below_the_floor_on_the_disk_of_the_files_it_is_not_ready()
    {
        await using var connector = await StartAsync(_ => DiskRoom.Floor - 1);

        Assert.Contains("63 MiB", await ProblemAsync(connector, "storage_unavailable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Below_the_floor_on_the_disk_of_the_spill_alone_it_is_degraded_since_calls_go_on()
    {
        using var spill = new TemporaryFolder();
        await using var connector = await StartAsync(folder => folder == spill.Path ? DiskRoom.Floor - 1 : DiskRoom.Floor, ("Storage__Spill", spill.Path));

        var health = await connector.GetJsonAsync(Ready);

        Assert.Equal("degraded", (string?)health["status"]);
        Assert.Contains("Storage__Spill", (string?)Assert.Single(health["warnings"]!.AsArray()), StringComparison.Ordinal);
    }

    private static Task<TestConnector> StartAsync(Func<string, long> freeBytes, params (string Name, string Value)[] settings) =>
        TestConnector.StartAsync(builder => builder.Services.AddSingleton(new DiskRoom(freeBytes)), settings);

    private static async Task<string> ProblemAsync(TestConnector connector, string code)
    {
        using var answer = await connector.Http.GetAsync(new Uri(Ready, UriKind.Relative));
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, code), (answer.StatusCode, (string?)problem["code"]));
        return (string)problem["detail"]!;
    }
}
