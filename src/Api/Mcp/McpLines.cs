using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>Messages as lines of two streams, each held to the same rules as over HTTP before the server has it.</summary>
internal sealed class McpLines : TransportBase
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private readonly Stream _input;
    private readonly Stream _output;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;

    /// <summary>Begins to read.</summary>
    /// <param name="input">Where messages come from.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="loggers">The log.</param>
    public McpLines(Stream input, Stream output, ILoggerFactory loggers)
        : base(nameof(McpLines), loggers)
    {
        (_input, _output, _log) = (input, output, loggers.CreateLogger<McpLines>());
        SetConnected();
        _reading = Task.Run(ReadAsync);
    }

    /// <inheritdoc/>
    public override async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await JsonSerializer.SerializeAsync(_output, message, Message, cancellationToken);
            await _output.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await _output.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _writing.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            // Byte for byte: whether they are UTF-8 is told by who reads the message.
            using var lines = new StreamReader(_input, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
            while (await lines.ReadLineAsync(_end.Token) is { } line)
            {
                if (!string.IsNullOrWhiteSpace(line))
                {
                    await TakeAsync(Encoding.Latin1.GetBytes(line));
                }
            }
        }
        finally
        {
            SetDisconnected();
        }
    }

    private async Task TakeAsync(byte[] line)
    {
        var (message, refusal) = Read(line);
        if (refusal is null)
        {
            await WriteMessageAsync(message!, _end.Token);
            return;
        }

        refusal.WriteTo(_log, Guid.NewGuid().ToString("N"));
        await SendMessageAsync(refusal.Answer, _end.Token);
    }

    private static (JsonRpcMessage? Message, McpRefusal? Refusal) Read(byte[] line)
    {
        try
        {
            var text = McpMessages.Trim(line);
            var (_, refusal) = McpMessages.Check(text);
            return refusal is not null ? (null, refusal) : (JsonSerializer.Deserialize(text.Span, Message) ?? throw new JsonException(), null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, McpMessages.Invalid(exception));
        }
    }
}
