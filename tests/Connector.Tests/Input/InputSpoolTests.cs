using Connector.Failures;
using Connector.Input;
using Connector.Testing;
using Connector.Values;

namespace Connector.Tests.Input;

public class InputSpoolTests
{
    [Fact]
    public async Task A_file_can_be_read_more_than_once_until_the_request_is_over()
    {
        SpooledFile file;
        await using (var spool = new InputSpool())
        {
            file = await spool.AddAsync("image", new MemoryStream([1, 2, 3]), 3, CancellationToken.None);
            for (var time = 0; time < 2; time++)
            {
                await using var content = file.OpenRead();
                Assert.Equal((3L, 3L, 1), (content.Length, file.Length, content.ReadByte()));
            }
        }

        Assert.Throws<FileNotFoundException>(file.OpenRead);
    }

    [Fact]
    public void A_sweep_deletes_the_files_of_requests_whose_process_was_killed_and_no_others()
    {
        using var folder = new TemporaryFolder();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (name, age) in new[] { ("connector-1.input", 25), ("connector-2.input", 1), ("other.input", 25), ("connector-3.txt", 25) })
        {
            var path = Path.Combine(folder.Path, name);
            File.WriteAllText(path, "x");
            File.SetLastWriteTimeUtc(path, now.UtcDateTime.AddHours(-age));
        }

        InputSpool.Sweep(folder.Path, now.AddDays(-1), CancellationToken.None);

        Assert.Equal(["connector-2.input", "connector-3.txt", "other.input"], folder.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_by_name()
    {
        await using var spool = new InputSpool();

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => spool.AddAsync("image", new MemoryStream(new byte[11]), 10, CancellationToken.None));

        Assert.Equal((413, ErrorCodes.PayloadTooLarge), (failure.Status, failure.Code));
        Assert.StartsWith("image may have at most 10 bytes", failure.Message, StringComparison.Ordinal);
    }
}
