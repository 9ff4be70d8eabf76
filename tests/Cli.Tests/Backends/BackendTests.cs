using System.Text.Json;
using Connector.Actions;
using Connector.Api.Hosting;
using Connector.Cli.Backends;
using Connector.Cli.Commands;
using Connector.Failures;
using Connector.Runs;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Cli.Tests.Backends;

/// <summary>Commands have the same done by this process as by a server.</summary>
public sealed class BackendTests : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _parts = [];
    private TestConnector _connector = null!;

    public async Task InitializeAsync() => _connector = await TestConnector.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var part in _parts)
        {
            await part.DisposeAsync();
        }

        await _connector.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_is_checked_and_run_and_a_repeat_is_answered_the_same(bool byServer)
    {
        var backend = await StartAsync(byServer);
        var call = CallOf("dreamstudio-text-to-image", ("prompt", "A cliff"), ("seed", "7"));
        var key = new RepeatKey("key 1", IsMineAlone: true);

        var check = await backend.CheckAsync(call, CancellationToken.None);
        var first = await backend.RunAsync(call, key, stages: null, CancellationToken.None);
        var second = await backend.RunAsync(call, key, stages: null, CancellationToken.None);

        Assert.Equal((true, 0.9m), (check.Valid, check.Credits));
        Assert.Equal(first.GetProperty("path").GetString(), second.GetProperty("path").GetString());
        Assert.Single(_connector.SavedFiles);
        Assert.Equal(byServer ? "http" : "file", new Uri(first.GetProperty("url").GetString()!).Scheme);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_refused_or_fails_is_the_same_problem(bool byServer)
    {
        var backend = await StartAsync(byServer);

        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            backend.RunAsync(CallOf("dreamstudio-text-to-image", ("prompt", "A cliff"), ("stile_preset", "anime")), key: null, stages: null, CancellationToken.None));
        var missing = await Assert.ThrowsAnyAsync<Exception>(() => backend.OpenFileAsync("dreamstudio-text-to-image/2026/01/01/none.png", CancellationToken.None));
        var check = await backend.CheckAsync(CallOf("dreamstudio-text-to-image"), CancellationToken.None);

        Assert.Equal("There is no parameter \"stile_preset\". Did you mean \"style_preset\"?", Assert.Single(refused.Problem!.Problems!).Message);
        Assert.Equal(ErrorCodes.FileNotFound, ProblemException.Of(missing, "1")!.Code);
        Assert.False(check.Valid);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_are_listed_fetched_and_deleted(bool byServer)
    {
        var backend = await StartAsync(byServer);
        var path = await _connector.UploadAsync(TestPng.Create(8, 8));

        var listed = Assert.Single((await backend.ListFilesAsync("uploads/", isNewestFirst: true, continuation: null, CancellationToken.None)).Files);
        using var bytes = new MemoryStream();
        await using (var content = await backend.OpenFileAsync(path, CancellationToken.None))
        {
            await content.CopyToAsync(bytes);
        }

        await backend.DeleteFileAsync(path, CancellationToken.None);

        Assert.Equal(path, listed.Path);
        Assert.Equal(TestPng.Create(8, 8), bytes.ToArray());
        Assert.Empty(_connector.SavedFiles);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_are_tested_and_dropdowns_read(bool byServer)
    {
        var backend = await StartAsync(byServer);

        var test = await backend.TestAsync("dreamstudio", CancellationToken.None);
        var engines = await backend.OptionsAsync("dreamstudio", "engines", "dreamstudio-text-to-image", type: null, CancellationToken.None);

        Assert.True(test.GetProperty("ok").GetBoolean());
        Assert.Contains(engines, engine => engine.Value == "stable-diffusion-xl-1024-v1-0");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_job_is_waited_for_and_one_that_has_ended_is_not_cancelled(bool byServer)
    {
        var backend = await StartAsync(byServer);
        var (response, job) = await _connector.PostAsync("""{ "prompt": "A cliff" }""", path: $"{TestConnector.TextToImage}/jobs");
        response.Dispose();
        var id = job["job_id"]!.GetValue<string>();

        var receipt = await backend.WaitForJobAsync(id, stages: null, CancellationToken.None);
        var ended = await Assert.ThrowsAnyAsync<Exception>(() => backend.CancelJobAsync(id, CancellationToken.None));

        Assert.Equal(Assert.Single(_connector.SavedFiles), receipt.GetProperty("path").GetString());
        Assert.Equal(ErrorCodes.JobEnded, ProblemException.Of(ended, "1")!.Code);
    }

    [Fact]
    public async Task Jobs_of_the_records_are_listed_until_they_are_cancelled()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        await using var server = await TestConnector.StartAsync(upstream.Upstream);
        var ids = new List<string>();
        for (var count = 0; count < 9; count++)
        {
            // The worker carries eight on at once: the last is only queued.
            var (response, job) = await server.PostAsync("""{ "prompt": "A cliff" }""", path: $"{TestConnector.TextToImage}/jobs");
            response.Dispose();
            ids.Add(job["job_id"]!.GetValue<string>());
        }

        var backend = await StartAsync(byServer: false, server.Files.Path, [.. TestConnector.Calling(upstream.Upstream)]);

        Assert.Equal(ids.Order(), (await backend.ListJobsAsync(CancellationToken.None).ToListAsync()).Select(job => job.Id).Order());
        await backend.CancelJobAsync(ids[^1], CancellationToken.None);

        // A server that stops waits for what it has on its way.
        upstream.Go();
        Assert.DoesNotContain(ids[^1], (await backend.ListJobsAsync(CancellationToken.None).ToListAsync()).Select(job => job.Id));
    }

    [Fact]
    public async Task A_job_that_no_server_carries_on_is_carried_on_by_whoever_waits_for_it()
    {
        using var folder = new TemporaryFolder();
        var backend = await StartAsync(byServer: false, folder.Path, []);
        await using var input = await CallReader.ToInputAsync(
            Catalog.All.Find("dreamstudio-text-to-image"), CallOf("dreamstudio-text-to-image", ("prompt", "A cliff")), CancellationToken.None);
        var (job, _) = await ((ServiceProvider)_parts[^2]).GetRequiredService<Jobs>().StartAsync(id: null, input, new RunContext("1", FilesUrl: null), CancellationToken.None);

        var receipt = await backend.WaitForJobAsync(job.Id, stages: null, CancellationToken.None);

        Assert.Contains(receipt.GetProperty("path").GetString()!, folder.Files);
        Assert.Empty(await backend.ListJobsAsync(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task Spending_is_asked_of_a_server_in_the_words_of_its_api()
    {
        await using var server = await ScriptedUpstream.StartAsync(200, "application/json", """{ "by": ["day"], "rows": [] }"""u8.ToArray());
        using var client = new ServerClient(new ServerAddress(server.BaseUrl, Key: null));

        var spent = await new ServerBackend(client, TimeProvider.System).Spending!.ReadAsync(new SpendQuestion("2026-11-01", To: null, "day,app", WithBalance: true), CancellationToken.None);

        Assert.Equal(JsonValueKind.Array, spent.GetProperty("rows").ValueKind);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("/api/spend", "?from=2026-11-01&by=day%2Capp&balance=true"), (request.Path, request.Query));
    }

    private static Call CallOf(string action, params (string Name, string Value)[] fields) =>
        CallReader.Read(Catalog.All.Find(action), fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), "/");

    private Task<IBackend> StartAsync(bool byServer) => StartAsync(byServer, _connector.Files.Path, []);

    private async Task<IBackend> StartAsync(bool byServer, string root, (string Name, string Value)[] settings)
    {
        if (byServer)
        {
            var client = new ServerClient(new ServerAddress(_connector.Http.BaseAddress!, Key: null));
            return new ServerBackend(client, TimeProvider.System);
        }

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("Storage__Root", root)).Select(setting => KeyValuePair.Create(setting.Item1.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Item2)))
            .Build();
        var sandbox = await SandboxStandIn.StartAsync(configuration, isDevelopersMachine: true, TimeProvider.System, CancellationToken.None);
        var parts = CommandServices.Build(configuration, sandbox, isServer: false);
        _parts.AddRange([parts, sandbox]);
        return parts.GetRequiredService<LocalBackend>();
    }
}
