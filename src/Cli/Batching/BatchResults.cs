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
    /// <summary>What a results file begins with, be it cut.</summary>
    private const string FirstLine = "{\"batch\":";

    private const byte LineEnd = (byte)'\n';

    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(initialCount: 1, maxCount: 1);
    private readonly Dictionary<long, RowState> _rows = [];
    private long _end;

    private BatchResults(FileStream file, TimeProvider time) => (_file, _time) = (file, time);

    /// <summary>The batch's id.</summary>
    public string Batch { get; private set; } = "";

    /// <summary>Why what an earlier process had on its way when it was killed may be paid again; null when it will not.</summary>
    public string? Doubt { get; private set; }

    /// <summary>How many rows went well in earlier runs.</summary>
    public long Succeeded => _rows.Values.LongCount(row => row.Outcome == RowOutcome.Succeeded);

    /// <summary>Whether no row has ended yet.</summary>
    public bool IsNew => _rows.Count == 0;

    /// <summary>What all rows have cost by their documented prices.</summary>
    public decimal Credits { get; private set; }

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="action">The action that it must be of.</param>
    /// <param name="place">Who has the records of keys.</param>
    /// <param name="mayDoubt">Whether it is to be taken up although there is a <see cref="Doubt"/>; otherwise nothing is written then.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidDataException">It is of another action, or no results file.</exception>
    /// <exception cref="IOException">Another process has it, or it cannot be written.</exception>
    public static async Task<BatchResults> OpenAsync(
        string path, string action, string place, bool mayDoubt, TimeProvider time, CancellationToken cancellationToken)
    {
        var written = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : (DateTime?)null;
        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        var results = new BatchResults(file, time);
        try
        {
            if (await results.ReadAsync(path, action, cancellationToken) is { } killed)
            {
                results.Doubt = killed != place ? $"{path} was killed when it ran on {killed}, and this is {place}."
                    : written + RunRecords.Life < time.GetUtcNow().UtcDateTime ? $"{path} was killed more than a day ago, and what it had on its way is not remembered any more."
                    : null;
            }

            if (results.Doubt is null || mayDoubt)
            {
                // The rest is a line that somebody was killed in; its row is asked for again by its key.
                file.SetLength(results._end);
                file.Position = results._end;
                results.Batch = results.Batch.Length == 0 ? RunKey.New() : results.Batch;
                await results.WriteAsync(new BatchLine { Batch = results.Batch, Action = action, Begun = time.GetUtcNow(), Place = place });
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

    /// <summary>How many rows were paid for with other inputs than they have now, such as all below a row that was put in.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<long> CountChangedAsync(BatchSource source, CancellationToken cancellationToken)
    {
        var changed = 0L;
        if (_rows.Count > 0)
        {
            await foreach (var (row, call) in source.ReadAsync(cancellationToken))
            {
                var inputs = await RowKey.InputsOfAsync(call, cancellationToken);
                lock (_rows)
                {
                    changed += _rows.TryGetValue(row, out var state) && state.Outcome != RowOutcome.Failed && state.Inputs != Parse(inputs) ? 1 : 0;
                }
            }
        }

        return changed;
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

    /// <summary>Reads what there is.</summary>
    /// <returns>Where the last process ran, if it was killed; null when it was not, or there was none.</returns>
    private async Task<string?> ReadAsync(string path, string action, CancellationToken cancellationToken)
    {
        _end = await FindEndAsync(cancellationToken);
        _file.Position = 0;
        using var text = new StreamReader(_file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        string? place = null;
        var next = await text.ReadLineAsync(cancellationToken);
        while (next is { } written)
        {
            next = await text.ReadLineAsync(cancellationToken);
            if (next is null && _end < _file.Length)
            {
                if (Batch.Length == 0 && !written.StartsWith(FirstLine, StringComparison.Ordinal) && !FirstLine.StartsWith(written, StringComparison.Ordinal))
                {
                    throw NoResults(path);
                }

                break;
            }

            var line = LineOf(path, written);
            if (Batch.Length == 0)
            {
                Batch = line is { Batch: { } batch, Action: not null } && RunKey.IsId(batch) ? batch : throw NoResults(path);
                if (line.Action != action)
                {
                    throw new InvalidDataException($"{path} has results of {line.Action}, not of {action}. Give another with --results, or delete it.");
                }
            }

            place = line.Left is null ? line.Place ?? place : null;
            Note(line);
        }

        return place;
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

    /// <summary>Where the last whole line ends.</summary>
    private async Task<long> FindEndAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        for (var end = _file.Length; end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            var part = buffer.AsMemory(0, (int)(end - start));
            _file.Position = start;
            await _file.ReadExactlyAsync(part, cancellationToken);
            if (part.Span.LastIndexOf(LineEnd) is >= 0 and var last)
            {
                return start + last + 1;
            }

            end = start;
        }

        return 0;
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
