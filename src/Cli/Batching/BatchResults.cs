using System.Globalization;
using System.Text;
using System.Text.Json;
using Connector.Runs;

namespace Connector.Cli.Batching;

/// <summary>
/// The results file of a batch, to which a line is added for each row that has ended. It is what a killed batch is taken up from: each
/// line is written at once, one that was cut is dropped, and as long as a process has the file open no other one has the batch.
/// </summary>
internal sealed class BatchResults : IAsyncDisposable
{
    private const byte LineEnd = (byte)'\n';

    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(initialCount: 1, maxCount: 1);
    private readonly Dictionary<long, RowState> _rows = [];

    private BatchResults(FileStream file, TimeProvider time) => (_file, _time) = (file, time);

    /// <summary>The batch's id.</summary>
    public string Batch { get; private set; } = "";

    /// <summary>Whether an earlier process began the batch.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Whether that process was killed, and so long ago that what it had on its way is not known any more.</summary>
    public bool IsForgotten { get; private set; }

    /// <summary>What all rows have cost by their documented prices.</summary>
    public decimal Credits { get; private set; }

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="action">The action that it must be of.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidDataException">It is of another action, or no results file.</exception>
    /// <exception cref="IOException">Another process has it, or it cannot be written.</exception>
    public static async Task<BatchResults> OpenAsync(string path, string action, TimeProvider time, CancellationToken cancellationToken)
    {
        var written = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : (DateTime?)null;
        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        var results = new BatchResults(file, time);
        try
        {
            var isLeftInOrder = await results.ReadAsync(path, action, cancellationToken);
            results.IsForgotten = results.IsResumed && !isLeftInOrder && written + RunRecords.Life < time.GetUtcNow().UtcDateTime;
            if (!results.IsResumed)
            {
                results.Batch = RunKey.New();
                await results.WriteAsync(new BatchLine { Batch = results.Batch, Action = action, Begun = time.GetUtcNow() });
            }

            return results;
        }
        catch
        {
            await results.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the file says of a row with these inputs; null where it has none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="inputs">Tells the inputs from others.</param>
    public RowState? Find(long row, string inputs)
    {
        lock (_rows)
        {
            return _rows.TryGetValue(row, out var state) && state.Inputs == Parse(inputs) ? state : null;
        }
    }

    /// <summary>Adds a row's line.</summary>
    /// <param name="line">The line.</param>
    public async Task AddAsync(BatchLine line)
    {
        await WriteAsync(line);
        Note(line);
    }

    /// <summary>Says that nothing is on its way any more.</summary>
    public Task LeaveAsync() => WriteAsync(new BatchLine { Left = _time.GetUtcNow() });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _turn.Dispose();
    }

    private static ulong Parse(string inputs) => ulong.TryParse(inputs, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task<bool> ReadAsync(string path, string action, CancellationToken cancellationToken)
    {
        await DropCutLineAsync(cancellationToken);
        _file.Position = 0;
        using var text = new StreamReader(_file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var isLeftInOrder = false;
        while (await text.ReadLineAsync(cancellationToken) is { } written)
        {
            var line = LineOf(path, written);
            if (Batch.Length == 0)
            {
                Batch = line is { Batch: { } batch, Action: not null } && RunKey.IsId(batch) ? batch : throw NoResults(path);
                IsResumed = line.Action == action
                    ? true
                    : throw new InvalidDataException($"{path} has results of {line.Action}, not of {action}. Give another with --results, or delete it.");
            }

            isLeftInOrder = line.Left is not null;
            Note(line);
        }

        _file.Position = _file.Length;
        return isLeftInOrder;
    }

    private static BatchLine LineOf(string path, string written)
    {
        try
        {
            return JsonSerializer.Deserialize(written, BatchLineStyle.Json.BatchLine) ?? throw NoResults(path);
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} has a line that is no result: {broken.Message} Give another with --results, or delete it.", broken);
        }
    }

    private static InvalidDataException NoResults(string path) => new($"{path} is no results file. Give another with --results, or delete it.");

    /// <summary>Whoever was killed while writing has left a line without its end; its row is asked for again by its key.</summary>
    private async Task DropCutLineAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        for (var end = _file.Length; end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            _file.Position = start;
            await _file.ReadExactlyAsync(buffer.AsMemory(0, (int)(end - start)), cancellationToken);
            if (buffer.AsSpan(0, (int)(end - start)).LastIndexOf(LineEnd) is >= 0 and var last)
            {
                _file.SetLength(start + last + 1);
                return;
            }

            end = start;
        }

        _file.SetLength(0);
    }

    private void Note(BatchLine line)
    {
        if (line is not { Row: { } row, Inputs: { } text })
        {
            return;
        }

        lock (_rows)
        {
            var inputs = Parse(text);
            var attempts = _rows.TryGetValue(row, out var known) && known.Inputs == inputs ? known.Attempts : 0;
            var outcome = line.Status == BatchLine.Succeeded ? RowOutcome.Succeeded
                : line.Problem?.MayHaveBeenCharged == true ? RowOutcome.Uncertain
                : RowOutcome.Failed;
            _rows[row] = new RowState(inputs, attempts + 1, outcome);
            Credits += line.Credits ?? 0;
        }
    }

    private async Task WriteAsync(BatchLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, BatchLineStyle.Json.BatchLine), LineEnd];
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await _file.WriteAsync(bytes, CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }
}
