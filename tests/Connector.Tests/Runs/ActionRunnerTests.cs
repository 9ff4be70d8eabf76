using Connector.Actions;
using Connector.Blobs;
using Connector.Failures;
using Connector.Fetching;
using Connector.Files;
using Connector.Input;
using Connector.Output;
using Connector.Records;
using Connector.Runs;
using Connector.Settings;
using Connector.Telemetry;
using Connector.Testing;
using Connector.Tests.Files;
using Connector.Upstream;
using Connector.Upstream.Pacing;
using Moq;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Tests.Runs;

public class ActionRunnerTests
{
    [Fact]
    public async Task A_sink_that_fails_at_publishing_is_not_taken_for_an_upstream_failure_and_staged_files_are_dropped()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        var staged = new Mock<IStagedMedia>();
        staged.Setup(media => media.PublishAsync(It.IsAny<MediaDetails>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("disk full"));
        var sink = new Mock<IMediaSink>();
        sink.Setup(one => one.StageAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<Stream>(), It.IsAny<IMediaCopy?>(), It.IsAny<CancellationToken>()))
            .Returns(async (string _, string _, Stream content, IMediaCopy? _, CancellationToken cancellationToken) =>
            {
                await content.CopyToAsync(Stream.Null, cancellationToken);
                return staged.Object;
            });

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(upstream, sink.Object));

        Assert.Equal((500, ErrorCodes.InternalError, true), (failure.Status, failure.Code, failure.MayHaveBeenCharged));
        Assert.Equal("disk full", failure.InnerException!.Message);
        staged.Verify(media => media.DisposeAsync(), Times.Once);
    }

    [Fact]
    public async Task Nothing_is_sent_for_an_input_with_problems()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(upstream, new Mock<IMediaSink>(MockBehavior.Strict).Object, """{"seed": -1}"""));

        Assert.Equal((400, ErrorCodes.InvalidInput, 2, false), (failure.Status, failure.Code, failure.Problems.Count, failure.MayHaveBeenCharged));
        Assert.EndsWith(" Nothing was charged.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Nothing_is_sent_while_the_store_cannot_make_links()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        using var service = new PlayedBlobService { Refuses = true };
        using var sink = new BlobSink(new BlobContainer(service.Client, "files", TimeProvider.System));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => RunAsync(upstream, sink));

        Assert.Equal((503, ErrorCodes.StorageUnavailable), (failure.Status, failure.Code));
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_says_whether_it_may_have_been_charged()
    {
        using var caller = new CancellationTokenSource();
        await using var upstream = await ScriptedUpstream.StartAsync(async context =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var sink = new Mock<IMediaSink>().Object;

        var sent = await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(upstream, sink, cancellationToken: caller.Token));
        var unsent = await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(upstream, sink, cancellationToken: caller.Token));

        Assert.EndsWith("The call may have been charged.", sent.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was charged.", unsent.Message, StringComparison.Ordinal);
        Assert.Single(upstream.Requests);
    }

    private static async Task<ActionReceipt> RunAsync(
        ScriptedUpstream upstream, IMediaSink sink, string body = """{"prompt": "x"}""", CancellationToken cancellationToken = default)
    {
        var action = Catalog.All.Find("dreamstudio-text-to-image");
        var options = new ConnectorOptions
        {
            Connections = new Dictionary<string, AppConnection>
            {
                [action.App.Slug] = new() { App = action.App, BaseUrl = upstream.BaseUrl, ApiKey = "sk-test" },
            },
        };
        using var folder = new TemporaryFolder();
        using var fetcher = new GuardedFetcher(new FetchLimits(), TimeProvider.System);
        using var telemetry = new ConnectorTelemetry(TimeProvider.System);
        using var paces = new KeyPaces(options, new Mock<IRecordStore>().Object, TimeProvider.System);
        using var results = new ResultFetcher(fetcher);
        using var upstreamClient = new UpstreamClient(options.Upstream, paces, telemetry, TimeProvider.System);
        var runner = new ActionRunner(
            options, upstreamClient, sink, new SpillFolder(folder.Path), new FileResolver(sink, fetcher), results, telemetry, TimeProvider.System, NullLogger<ActionRunner>.Instance);
        return await runner.RunAsync(await Examples.ReadAsync(action, body), new RunContext("id", FilesUrl: null), cancellationToken);
    }
}
