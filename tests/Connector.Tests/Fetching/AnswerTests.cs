using System.Net;
using System.Net.Sockets;
using System.Text;
using Connector.Failures;
using Connector.Fetching;
using Connector.Testing;
using Microsoft.AspNetCore.Http;

namespace Connector.Tests.Fetching;

/// <summary>Answers that are too much, too slow or no answers at all.</summary>
public class AnswerTests
{
    private static readonly FetchLimits Small = new() { Bytes = 1000 };

    [Fact]
    public async Task A_file_of_just_the_limit_passes()
    {
        await using var lab = await FetchLab.StartAsync(new byte[1000], Small);

        Assert.Equal(1000, (await lab.ReadAsync("https://images.test/")).Length);
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(10_000_000_000)]
    [InlineData(long.MaxValue)]
    public async Task A_length_beyond_the_limit_is_refused_when_announced(long length)
    {
        await using var lab = await FetchLab.StartAsync(
            async context =>
            {
                context.Response.ContentLength = length;
                await context.Response.Body.FlushAsync();
                await ForeverAsync(context);
            },
            Small);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => lab.Fetcher.OpenAsync(new Uri("https://images.test/"), CancellationToken.None));

        Assert.Equal((400, ErrorCodes.UrlTooLarge), (failure.Status, failure.Code));
        Assert.Contains("1,000 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(int.MaxValue)]
    public async Task A_file_that_grows_beyond_the_limit_is_cut_off_there(int length)
    {
        await using var lab = await FetchLab.StartAsync(
            async context =>
            {
                for (var sent = 0; sent < length && !context.RequestAborted.IsCancellationRequested; sent += 1001)
                {
                    await context.Response.Body.WriteAsync(new byte[1001], context.RequestAborted);
                }
            },
            Small);

        await lab.FailAsync("https://images.test/", ErrorCodes.UrlTooLarge);
    }

    [Fact]
    public async Task A_compressed_answer_is_counted_and_handed_on_as_it_came()
    {
        byte[] notEvenGzip = [1, 2, 3];
        await using var lab = await FetchLab.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(notEvenGzip);
        });

        Assert.Equal(notEvenGzip, await lab.ReadAsync("https://images.test/"));
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(206)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(407)]
    [InlineData(418)]
    [InlineData(500)]
    [InlineData(599)]
    public async Task Any_status_but_200_is_told_and_its_body_not_read(int status)
    {
        await using var lab = await FetchLab.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var failure = await lab.FailAsync("https://images.test/", ErrorCodes.UrlUnreachable);

        Assert.Contains($"status {status}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_a_failure_of_the_url()
    {
        await using var lab = await FetchLab.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.Body.WriteAsync(new byte[50]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        await lab.FailAsync("https://images.test/", ErrorCodes.UrlUnreachable);
    }

    [Theory]
    [InlineData("one long header", 1, 40_000)]
    [InlineData("many headers", 2000, 30)]
    public async Task Headers_without_measure_are_refused(string what, int headers, int length)
    {
        await using var lab = await FetchLab.StartAsync(context =>
        {
            for (var header = 0; header < headers; header++)
            {
                context.Response.Headers[$"X-{header}"] = new string('x', length);
            }

            return Task.CompletedTask;
        });

        var failure = await lab.FailAsync("https://images.test/", ErrorCodes.UrlUnreachable);

        Assert.True(failure.Message.Contains("too many headers", StringComparison.Ordinal), what);
    }

    [Fact]
    public async Task A_file_that_drips_is_given_up_when_its_time_is_over()
    {
        var time = new ManualTime();
        await using var lab = await FetchLab.StartAsync(
            async context =>
            {
                await context.Response.Body.WriteAsync(new byte[1]);
                await context.Response.Body.FlushAsync();
                await ForeverAsync(context);
            },
            time: time);
        await using var fetched = await lab.Fetcher.OpenAsync(new Uri("https://images.test/"), CancellationToken.None);
        var buffer = new byte[10];
        Assert.Equal(1, await fetched.Content.ReadAsync(buffer));

        var second = fetched.Content.ReadAsync(buffer).AsTask();
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => second);
        Assert.Equal((400, ErrorCodes.UrlTimeout), (failure.Status, failure.Code));
        Assert.Contains("20 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_already_here_come_too_late_as_well()
    {
        var time = new ManualTime();
        await using var lab = await FetchLab.StartAsync(context => context.Response.Body.WriteAsync(new byte[500]).AsTask(), time: time);
        await using var fetched = await lab.Fetcher.OpenAsync(new Uri("https://images.test/"), CancellationToken.None);
        await fetched.Content.ReadExactlyAsync(new byte[1]);

        time.Advance(TimeSpan.FromSeconds(20));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => fetched.Content.ReadAsync(new byte[1]).AsTask());
        Assert.Equal(ErrorCodes.UrlTimeout, failure.Code);
    }

    [Theory]
    [InlineData("/silent")]
    [InlineData("/redirect")]
    public async Task A_server_that_says_nothing_is_given_up_when_the_time_of_the_whole_fetch_is_over(string path)
    {
        var time = new ManualTime();
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var lab = await FetchLab.StartAsync(
            async context =>
            {
                if (context.Request.Path == "/redirect")
                {
                    time.Advance(TimeSpan.FromSeconds(15));
                    context.Response.Redirect("/silent");
                    return;
                }

                silent.SetResult();
                await ForeverAsync(context);
            },
            time: time);

        var reading = lab.ReadAsync("https://images.test" + path);
        await silent.Task;
        time.Advance(path == "/silent" ? TimeSpan.FromSeconds(20) : TimeSpan.FromSeconds(5));

        Assert.Equal(ErrorCodes.UrlTimeout, (await Assert.ThrowsAsync<ConnectorException>(() => reading)).Code);
    }

    [Theory]
    [InlineData("while connecting")]
    [InlineData("while resolving")]
    public async Task A_network_that_does_nothing_is_given_up(string when)
    {
        var time = new ManualTime();
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var fetcher = new GuardedFetcher(new FetchLimits(), time, new FetchNetwork
        {
            Resolve = async (_, cancellationToken) =>
            {
                await (when == "while resolving" ? WaitAsync(cancellationToken) : Task.CompletedTask);
                return [IPAddress.Parse("93.184.216.34")];
            },
            Connect = async (_, cancellationToken) =>
            {
                await WaitAsync(cancellationToken);
                return Stream.Null;
            },
        });

        var opening = fetcher.OpenAsync(new Uri("https://images.test/"), CancellationToken.None);
        await waiting.Task;
        time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(ErrorCodes.UrlTimeout, (await Assert.ThrowsAsync<ConnectorException>(() => opening)).Code);

        Task WaitAsync(CancellationToken cancellationToken)
        {
            waiting.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_of_a_timeout()
    {
        await using var lab = await FetchLab.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync();
            await ForeverAsync(context);
        });
        using var caller = new CancellationTokenSource();
        await using var fetched = await lab.Fetcher.OpenAsync(new Uri("https://images.test/"), caller.Token);

        var reading = fetched.Content.ReadAsync(new byte[1], caller.Token).AsTask();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Fetcher.OpenAsync(new Uri("https://images.test/"), caller.Token));
    }

    [Theory]
    [InlineData("plain HTTP", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")]
    [InlineData("another protocol", "220 mail ESMTP\r\n")]
    [InlineData("nothing", "")]
    public async Task A_server_that_does_not_speak_https_is_unreachable(string what, string greeting)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        var greeted = GreetAsync();
        using var fetcher = new GuardedFetcher(new FetchLimits(), TimeProvider.System, new FetchNetwork
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34")]),
            Connect = (_, cancellationToken) => new FetchNetwork().Connect((IPEndPoint)listener.LocalEndpoint, cancellationToken),
        });

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => fetcher.OpenAsync(new Uri("https://images.test/"), CancellationToken.None));

        Assert.True(failure.Code == ErrorCodes.UrlUnreachable, what);
        await greeted;

        async Task GreetAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(greeting));
        }
    }

    private static Task ForeverAsync(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
}
