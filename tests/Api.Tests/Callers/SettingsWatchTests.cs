using System.Text.Json.Nodes;
using Connector.Access;
using Connector.Actions;
using Connector.Api.Hosting;
using Connector.Settings;
using Connector.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Api.Tests.Callers;

/// <summary>Keys that change while the server runs.</summary>
public sealed class SettingsWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_file_counts_within_five_seconds_and_a_broken_one_changes_nothing()
    {
        var (time, file) = (new ManualTime(), Path.Combine(_folder.Path, ConnectorConfiguration.FileName));
        await WriteAsync(file, "first");
        var configuration = new ConfigurationBuilder().AddJsonFile(file).Build();
        var keys = new AccessKeys(SettingsReader.Read(configuration.AsEnumerable(), Catalog.All.Apps), NullLogger<AccessKeys>.Instance);
        using var watch = new SettingsWatch(configuration, keys, time) { File = file };
        await watch.StartAsync(CancellationToken.None);

        await File.WriteAllTextAsync(file, "{");
        await LookAsync(time);
        Assert.NotNull(keys.Find("first"));

        await WriteAsync(file, "the second");
        await LookAsync(time);
        Assert.Null(keys.Find("first"));
        Assert.Equal("alice", keys.Find("the second")?.Name);
        await watch.StopAsync(CancellationToken.None);
    }

    private static Task WriteAsync(string file, string key) =>
        File.WriteAllTextAsync(file, new JsonObject { ["Access"] = new JsonObject { ["Keys"] = new JsonObject { ["alice"] = new JsonObject { ["key"] = key } } } }.ToJsonString());

    private static async Task LookAsync(ManualTime time)
    {
        var looked = time.WaitOf(SettingsWatch.Interval);
        time.Advance(SettingsWatch.Interval);
        await looked;
    }
}
