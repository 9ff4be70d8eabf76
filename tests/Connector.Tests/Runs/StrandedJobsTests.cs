using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Connector.Blobs;
using Connector.Failures;
using Connector.Records;
using Connector.Runs;
using Connector.Settings;
using Connector.Testing;

namespace Connector.Tests.Runs;

/// <summary>Jobs whose messages are lost, over a real queue.</summary>
public sealed class StrandedJobsTests : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly ManualTime _time = new();
    private readonly ListedLog<StrandedJobs> _log = new();
    private readonly BlobStorageOptions _account;
    private readonly StorageJobQueue _queue;
    private readonly QueueClient _messages;
    private readonly QueueClient _poison;
    private readonly RunLab _lab;

    public StrandedJobsTests(AzuriteFixture azurite)
    {
        // The store dates what it holds by the real clock, so the test's begins there.
        _time.Advance(TimeProvider.System.GetUtcNow() - _time.GetUtcNow());
        _account = new BlobStorageOptions { ConnectionString = azurite.ConnectionString, Container = $"test-{Guid.NewGuid():N}" };
        _queue = new StorageJobQueue(_account);
        _lab = new RunLab(new BlobRecordStore(new BlobContainer(_account, TimeProvider.System)), _queue, _time);
        var format = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        _messages = new QueueClient(azurite.ConnectionString, $"{_account.Container}-jobs", format);
        _poison = new QueueClient(azurite.ConnectionString, $"{_account.Container}-jobs-poison", format);
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_job_whose_message_is_lost_is_queued_again_once_by_whichever_instances_look()
    {
        var run = RunLab.Queued();
        await _lab.LeaveAsync(run);

        await Stranded().RecoverAsync(CancellationToken.None);
        Assert.Empty(await TextsAsync(_messages));
        _time.Advance(RunRecords.Patience + TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Stranded().RecoverAsync(CancellationToken.None)));
        await Stranded().RecoverAsync(CancellationToken.None);

        Assert.Equal([run.Id], await TextsAsync(_messages));
        Assert.Contains(run.Id, Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_whose_messages_wait_behind_others_are_not_queued_again_however_long_that_takes()
    {
        await _queue.AddAsync(new JobTicket(RunKey.New()), TimeSpan.Zero, CancellationToken.None);
        foreach (var run in Enumerable.Range(0, 5).Select(_ => RunLab.Queued()))
        {
            await _lab.LeaveAsync(run);
        }

        _time.Advance(TimeSpan.FromHours(2));
        await Stranded().RecoverAsync(CancellationToken.None);

        Assert.Single(await TextsAsync(_messages));
    }

    [Fact]
    public async Task A_job_that_somebody_holds_or_that_is_to_be_left_alone_is_not_queued_again()
    {
        var later = _time.GetUtcNow().AddDays(1);
        await _lab.LeaveAsync(RunLab.Queued() with { State = RunState.Running, Owner = "other", Lease = TimeSpan.FromDays(1) });
        await _lab.LeaveAsync(RunLab.Queued() with { NextLook = later });

        _time.Advance(TimeSpan.FromHours(1));
        await Stranded().RecoverAsync(CancellationToken.None);

        Assert.Empty(await TextsAsync(_messages));
        Assert.Equal(2, (await _lab.EntriesAsync()).Count);
    }

    [Fact]
    public async Task Entries_of_jobs_that_have_ended_or_were_never_written_down_go()
    {
        await _lab.LeaveAsync(Ended());
        await _lab.Index.AddAsync(new JobTicket(RunKey.New()), CancellationToken.None);
        await _lab.Index.AddBatchAsync(RunKey.New(), CancellationToken.None);

        await Stranded().RecoverAsync(CancellationToken.None);
        Assert.Equal(3, (await _lab.EntriesAsync()).Count);
        _time.Advance(RunRecords.Patience + TimeSpan.FromMinutes(1));
        await Stranded().RecoverAsync(CancellationToken.None);

        Assert.Empty(await _lab.EntriesAsync());
        Assert.Empty(await TextsAsync(_messages));
    }

    [Fact]
    public async Task The_poison_queue_is_emptied_and_what_was_no_job_of_this_app_is_told_in_the_log()
    {
        await _poison.CreateAsync();
        var (ended, unfinished, unknown) = (Ended(), RunLab.Queued(), RunKey.New());
        await _lab.LeaveAsync(ended);
        await _lab.LeaveAsync(unfinished);
        foreach (var text in new[] { ended.Id, unfinished.Id, unknown, "what is this" })
        {
            await _poison.SendMessageAsync(text);
        }

        await Stranded().RecoverAsync(CancellationToken.None);

        QueueProperties left = await _poison.GetPropertiesAsync();
        Assert.Equal(0, left.ApproximateMessagesCount);
        Assert.Contains(_log.Lines, line => line.Contains(unknown, StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.Contains("what is this", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains(ended.Id, StringComparison.Ordinal));
        QueueProperties queued = await _messages.GetPropertiesAsync();
        Assert.Equal(1, queued.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_job_that_fails_again_and_again_is_queued_again_after_growing_pauses()
    {
        await _poison.CreateAsync();
        var run = RunLab.Queued();
        await _lab.LeaveAsync(run);
        var pauses = new List<TimeSpan>();
        for (var failure = 0; failure < 8; failure++)
        {
            await _poison.SendMessageAsync(run.Id);
            await Stranded().RecoverAsync(CancellationToken.None);
            pauses.Add((await _lab.Records.ReadAsync(run.Id, CancellationToken.None))!.Value.Record.NextLook!.Value - _time.GetUtcNow());
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], pauses.Select(pause => pause.TotalMinutes));
        Assert.Empty(await TextsAsync(_messages));
    }

    [Fact]
    public async Task A_message_that_is_not_of_this_connector_at_all_is_read_all_the_same()
    {
        await _poison.CreateAsync();
        await new QueueClient(_account.ConnectionString, _poison.Name).SendMessageAsync("<not base64>");

        await Stranded().RecoverAsync(CancellationToken.None);

        Assert.Contains("<not base64>", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    private RunRecord Ended() => RunLab.Queued().Ended(RunAnswer.Of(new ConnectorException(409, ErrorCodes.RunCancelled, "no"), "id"), _time.GetUtcNow());

    private StrandedJobs Stranded() => new(_lab.Index, _lab.Records, _lab.Jobs, _lab.Batches, _queue, _log);

    /// <summary>The messages that somebody could take now.</summary>
    private static async Task<IReadOnlyList<string>> TextsAsync(QueueClient queue)
    {
        await queue.CreateIfNotExistsAsync();
        PeekedMessage[] messages = await queue.PeekMessagesAsync(32);
        return [.. messages.Select(message => message.MessageText)];
    }
}
