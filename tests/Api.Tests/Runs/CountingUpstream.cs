using System.Collections.Concurrent;
using Connector.Testing;
using Microsoft.AspNetCore.Http;

namespace Connector.Api.Tests.Runs;

/// <summary>An upstream that takes its time for each picture and counts, by prompt, the generations it would charge for.</summary>
internal sealed class CountingUpstream : IAsyncDisposable
{
    private const string PromptBegin = "picture-";

    private readonly ConcurrentDictionary<string, int> _generations = new(StringComparer.Ordinal);
    private readonly byte[] _picture;
    private readonly Random _random;
    private ScriptedUpstream? _upstream;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CountingUpstream(byte[] picture, int seed) => (_picture, _random) = (picture, new Random(seed));

    public ScriptedUpstream Upstream => _upstream!;

    /// <summary>How often each prompt was drawn.</summary>
    public IReadOnlyDictionary<string, int> Generations => _generations;

    /// <summary>Completes when the next generation begins.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public static async Task<CountingUpstream> StartAsync(byte[] picture, int seed)
    {
        var counting = new CountingUpstream(picture, seed);
        counting._upstream = await ScriptedUpstream.StartAsync(counting.AnswerAsync);
        return counting;
    }

    public ValueTask DisposeAsync() => Upstream.DisposeAsync();

    /// <summary>The prompt of a call, in JSON or a form: "picture-" and a number.</summary>
    private static string PromptIn(string body)
    {
        var from = body.IndexOf(PromptBegin, StringComparison.Ordinal);
        return PromptBegin + string.Concat(body[(from + PromptBegin.Length)..].TakeWhile(char.IsAsciiDigit));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using (var body = new StreamReader(context.Request.Body, leaveOpen: true))
        {
            _generations.AddOrUpdate(PromptIn(await body.ReadToEndAsync(context.RequestAborted)), 1, (_, count) => count + 1);
        }

        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        await PauseAsync(context, 50, 300);
        (context.Response.ContentType, context.Response.ContentLength) = ("image/png", _picture.Length);

        // In two parts, so that a kill also comes within a picture.
        await context.Response.Body.WriteAsync(_picture.AsMemory(0, _picture.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await PauseAsync(context, 0, 300);
        await context.Response.Body.WriteAsync(_picture.AsMemory(_picture.Length / 2), context.RequestAborted);
    }

    private Task PauseAsync(HttpContext context, int least, int most)
    {
        int milliseconds;
        lock (_random)
        {
            milliseconds = _random.Next(least, most);
        }

        return Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, context.RequestAborted);
    }
}
