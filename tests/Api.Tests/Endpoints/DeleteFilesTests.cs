using System.Net;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Endpoints;

public class DeleteFilesTests
{
    [Fact]
    public async Task Old_files_go_with_their_recipes_and_a_dry_run_only_counts_them()
    {
        var time = new ManualTime();
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(8, 8));
        await using var connector = await TestConnector.StartAsync(upstream, time);
        var old = (string)(await connector.PostAsync("""{"prompt": "x"}""")).Body["path"]!;
        var upload = await connector.UploadAsync(TestPng.Create(8, 8));
        time.Advance(TimeSpan.FromDays(1));
        var fresh = (string)(await connector.PostAsync("""{"prompt": "x"}""")).Body["path"]!;

        var counted = await DeleteAsync(connector, "?prefix=dreamstudio-&before=1970-01-02&dry_run=true");
        Assert.Equal(3, connector.SavedFiles.Count);
        var deleted = await DeleteAsync(connector, "?prefix=dreamstudio-&before=1970-01-02");

        Assert.Equal((true, 1, false), ((bool)counted["dry_run"]!, (int)counted["files"]!, (bool)counted["more"]!));
        Assert.Equal((false, 1, (long)counted["bytes"]!), ((bool)deleted["dry_run"]!, (int)deleted["files"]!, (long)deleted["bytes"]!));
        Assert.Equal(new[] { fresh, upload }.Order(StringComparer.Ordinal), connector.SavedFiles.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(connector.Files.Files, file => file.Contains(Path.GetFileNameWithoutExtension(old), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?prefix=uploads/")]
    [InlineData("?dry_run=true")]
    [InlineData("?before=last-week")]
    [InlineData("?befor=2026-01-01")]
    public async Task What_does_not_say_which_files_deletes_none(string query)
    {
        await using var connector = await TestConnector.StartAsync();
        await connector.UploadAsync(TestPng.Create(8, 8));

        using var answer = await connector.Http.DeleteAsync(new Uri($"api/files{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(connector.SavedFiles);
    }

    [Fact]
    public async Task A_prefix_spares_what_does_not_begin_so()
    {
        await using var connector = await TestConnector.StartAsync();
        await connector.UploadAsync(TestPng.Create(8, 8));

        Assert.Equal(0, (int)(await DeleteAsync(connector, "?before=9999-12-31&prefix=../"))["files"]!);
        Assert.Equal(1, (int)(await DeleteAsync(connector, "?before=9999-12-31&prefix=uploads/"))["files"]!);
        Assert.Empty(connector.SavedFiles);
    }

    private static async Task<JsonNode> DeleteAsync(TestConnector connector, string query)
    {
        using var answer = await connector.Http.DeleteAsync(new Uri($"api/files{query}", UriKind.Relative));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
