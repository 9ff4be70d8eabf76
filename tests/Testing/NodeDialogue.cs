using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Connector.Testing;

/// <summary>A script of Node.js that does what it is asked until it is disposed of; see dialogue.mjs. To start one for each question would take seconds.</summary>
public sealed class NodeDialogue : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly Lock _writing = new();
    private int _last;

    /// <summary>Starts a script.</summary>
    /// <param name="arguments">The script, with what goes before and after it.</param>
    /// <param name="environment">Variables to set for it.</param>
    public NodeDialogue(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        _process = NodeProgram.Start("node", arguments, folder: null, environment);
        _reading = ReadAsync();
    }

    /// <summary>Asks for something.</summary>
    /// <returns>The number of the question, and the answer: a result, or the error that the script throws.</returns>
    public (int Id, Task<JsonNode> Answer) Begin(string method, JsonNode? parameters)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _waiting[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_writing)
        {
            _process.StandardInput.WriteLine(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters?.DeepClone() }.ToJsonString());
            _process.StandardInput.Flush();
        }

        return (id, answer.Task.WaitAsync(Patience));
    }

    /// <summary>Asks for something that must succeed.</summary>
    public async Task<JsonNode> DoAsync(string method, JsonNode? parameters = null)
    {
        var answer = await Begin(method, parameters).Answer;
        return answer["error"] is { } error ? throw new InvalidOperationException($"{method}: {error["message"]}") : answer["result"]!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        // What goes wrong in a process below it is told there too.
        var errors = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var answer = JsonNode.Parse(line)!;
            _waiting[answer["id"]!.GetValue<int>()].TrySetResult(answer);
        }

        var gone = new InvalidOperationException($"The script ended: {await errors}");
        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetException(gone);
        }
    }
}
