using System.Diagnostics;
using System.Text;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Connector.Failures;
using Connector.Runs;
using Connector.Settings;
using Connector.Testing;

namespace Connector.Tests.Runs;

public sealed class StorageJobQueueTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    private readonly QueueClient _messages = new(azurite.ConnectionString, $"test-{Guid.NewGuid():N}");

    private StorageJobQueue Queue => new(
        new QueueClient(azurite.ConnectionString, _messages.Name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }),
        new QueueClient(azurite.ConnectionString, _messages.Name + "-poison"));

    [Fact]
    public async Task A_job_is_a_message_that_the_Functions_host_reads_in_a_queue_made_when_first_needed()
    {
        await using var account = await AzuriteServer.StartAsync();
        var settings = new BlobStorageOptions { ConnectionString = account.ConnectionString, Container = "files" };

        await new StorageJobQueue(settings).AddAsync(new JobTicket(Id), TimeSpan.Zero, CancellationToken.None);

        QueueMessage message = await new QueueClient(account.ConnectionString, "files-jobs").ReceiveMessageAsync();
        Assert.Equal(Convert.ToBase64String(Encoding.UTF8.GetBytes(Id)), message.MessageText);
        Assert.Equal(DateTimeOffset.MaxValue.Year, message.ExpiresOn!.Value.Year);
    }

    [Fact]
    public async Task A_job_is_there_after_its_delay_and_not_before()
    {
        await Queue.AddAsync(new JobTicket("later"), TimeSpan.FromDays(30), CancellationToken.None);
        var added = Stopwatch.StartNew();
        await Queue.AddAsync(new JobTicket(Id), TimeSpan.FromMilliseconds(1100), CancellationToken.None);

        QueueMessage? message = null;
        while (message is null)
        {
            message = await _messages.ReceiveMessageAsync();
        }

        // The service counts whole seconds, from one that had begun.
        Assert.InRange(added.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(Convert.ToBase64String(Encoding.UTF8.GetBytes(Id)), message.MessageText);
        QueueProperties queue = await _messages.GetPropertiesAsync();
        Assert.Equal(2, queue.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_used_is_storage_that_is_unavailable()
    {
        var wrong = azurite.ConnectionString.Replace("AccountKey=E", "AccountKey=F", StringComparison.Ordinal);
        var queue = new StorageJobQueue(new BlobStorageOptions { ConnectionString = wrong, Container = "files" });

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => queue.AddAsync(new JobTicket(Id), TimeSpan.Zero, CancellationToken.None));

        Assert.Equal((503, ErrorCodes.StorageUnavailable), (failure.Status, failure.Code));
        Assert.DoesNotContain("AccountKey", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_of_the_blobs_must_tell_that_of_the_queues()
    {
        _ = new StorageJobQueue(new BlobStorageOptions { AccountUrl = new Uri("https://a.blob.core.windows.net"), Container = "files" });

        var failure = Assert.Throws<ConnectorException>(() => new StorageJobQueue(
            new BlobStorageOptions { AccountUrl = new Uri("https://files.example"), Container = "files" }));

        Assert.Equal(ErrorCodes.InvalidSettings, failure.Code);
        Assert.Contains("Storage__AccountUrl", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_apps_on_one_account_have_a_queue_each()
    {
        StorageJobQueue App(string container) => new(new BlobStorageOptions { ConnectionString = azurite.ConnectionString, Container = container });
        var (one, other) = ($"a-{Guid.NewGuid():N}", $"b-{Guid.NewGuid():N}");

        await App(one).AddAsync(new JobTicket(Id), TimeSpan.Zero, CancellationToken.None);

        Assert.NotNull(await App(one).OldestAsync(CancellationToken.None));
        Assert.Null(await App(other).OldestAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("files", "files-jobs", null)]
    [InlineData("files", null, "CONNECTOR_JOB_QUEUE must be files-jobs")]
    [InlineData("files", "connector-jobs", "it is \"connector-jobs\"")]
    [InlineData("a123456789012345678901234567890123456789012345678901", "x", "Storage__Container is \"a123")]
    public void The_trigger_must_read_the_queue_that_jobs_are_put_into(string container, string? queue, string? fault)
    {
        var options = new ConnectorOptions
        {
            Connections = new Dictionary<string, AppConnection>(),
            Blob = new BlobStorageOptions { Container = container },
            JobQueue = queue,
        };

        var failure = Record.Exception(() => StorageJobQueue.ThrowIfNotBound(options));

        Assert.Equal(fault is not null, failure is ConnectorException { Code: ErrorCodes.InvalidSettings });
        Assert.Contains(fault ?? "", failure?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Local_files_need_no_queue() =>
        StorageJobQueue.ThrowIfNotBound(new ConnectorOptions { Connections = new Dictionary<string, AppConnection>() });
}
