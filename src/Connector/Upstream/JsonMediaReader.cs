using System.Buffers.Text;
using System.Text.Json;
using Connector.Declaration;
using Connector.Failures;
using Connector.Streams;

namespace Connector.Upstream;

/// <summary>
/// Reads files out of a JSON answer while it arrives. <see cref="Utf8JsonReader"/> checks the syntax but wants each token
/// whole in memory, and here one token is a whole file; so at the start of a file's text <see cref="LooseBase64Stream"/>
/// takes over the buffer and decodes as bytes come, then the JSON reader is told that an empty text stood there.
/// Memory stays at one buffer, whatever the files' number and size. A file is told by its field's name, or by how its text begins.
/// </summary>
internal sealed class JsonMediaReader : IDisposable
{
    /// <summary>What other APIs of this kind call it: a gateway may pass their answers on.</summary>
    private static readonly string[] UsualNames = ["base64", "b64_json"];

    private readonly BufferedBody _body;
    private readonly JsonMediaShape? _shape;
    private readonly ConnectorApp _app;
    private readonly Func<string, ResultStream>? _fetch;
    private readonly Stack<Frame> _open = new();
    private readonly List<Frame> _all = [];
    private readonly List<Frame> _files = [];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64 });
    private readonly SortedDictionary<int, Exception> _broken = [];
    private readonly List<(Frame Frame, string Url)> _named = [];
    private readonly MemberCopy _errors = new("errors", "error");
    private readonly MemberCopy? _usage;
    private Field _field;

    /// <summary>Reads nothing yet.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="shape">The names of its fields; null where no form in JSON is documented.</param>
    /// <param name="app">Whose answer it is.</param>
    /// <param name="fetch">Opens a file that the answer names by its address; null where nothing is fetched.</param>
    public JsonMediaReader(Stream body, JsonMediaShape? shape, ConnectorApp app, Func<string, ResultStream>? fetch = null)
    {
        _body = new BufferedBody(body);
        _shape = shape;
        _app = app;
        _fetch = fetch;
        _usage = shape?.Usage is { } usage ? new MemberCopy(usage) : null;
    }

    private enum Field
    {
        Other,
        Data,
        Seed,
        FinishReason,
        Url,
    }

    /// <summary>Whether a file's text was base64 other than by the book.</summary>
    public bool WasLoose { get; private set; }

    /// <summary>What was said about files that are not there: an object with the finish reason of a failure and no file.</summary>
    public IReadOnlyList<MissingMedia> Missing =>
    [
        .. _all
            .Where(frame => !frame.HasFile && (FinishReasons.IsFiltered(frame.FinishReason) || FinishReasons.IsError(frame.FinishReason)))
            .Select(frame => new MissingMedia(frame.Facts, frame.FilesBefore)),
    ];

    /// <summary>What the answer said under "errors", as JSON; empty for nothing.</summary>
    public ReadOnlySpan<byte> Errors => _errors.Said;

    /// <summary>What it said the call used up, as JSON; empty for nothing.</summary>
    public ReadOnlySpan<byte> Usage => _usage is null ? [] : _usage.Said;

    /// <summary>The places of the files that did not come whole, and why, completing "it was not saved: …"; what came before was received.</summary>
    public IReadOnlyDictionary<int, string> Broken => _broken.ToDictionary(
        one => one.Key, one => one.Value is FormatException ? "its base64 is not valid" : one.Value.Message.TrimEnd('.'));

    /// <summary>Whether the answer broke off, or went on as no JSON, behind a file that had come whole.</summary>
    public bool BrokeOff { get; private set; }

    private bool HasGoodFile => _files.Count > _broken.Count;

    /// <summary>Reads the answer to its end, or to where it breaks off behind a file.</summary>
    /// <returns>What was said about each file, in the order received; empty only when files are missing for a reason that is told.</returns>
    public async Task<IReadOnlyList<MediaFacts>> ReadAsync(
        Func<Stream, CancellationToken, Task> receive, CancellationToken cancellationToken)
    {
        try
        {
            await ReadToEndAsync(receive, cancellationToken);
            await FetchAsync(receive, cancellationToken);
        }
        catch (Exception failure) when (HasGoodFile && IsOfTheAnswer(failure))
        {
            // What came before has been paid for.
            BrokeOff = true;
        }
        catch (JsonException exception)
        {
            throw UpstreamFailures.Malformed(_app, "its JSON is broken", exception);
        }
        catch (EndOfStreamException exception)
        {
            throw UpstreamFailures.CutShort(_app, exception);
        }

        return HasGoodFile || (_files.Count == 0 && Missing.Count > 0)
            ? [.. _files.Select(file => file.Facts)]
            : throw (_broken.Count > 0 ? NoFile(_broken[0]) : UpstreamFailures.Malformed(_app, "there is no file in it"));
    }

    public void Dispose()
    {
        _errors.Dispose();
        _usage?.Dispose();
        _body.Dispose();
    }

    private ConnectorException NoFile(Exception broken) =>
        UpstreamFailures.Malformed(_app, broken is FormatException ? "a file in it is not valid base64" : $"a file that it names did not come ({broken.Message.TrimEnd('.')})", broken);

    private static bool IsOfTheAnswer(Exception failure) => failure is JsonException or EndOfStreamException
        or ConnectorException { Code: ErrorCodes.UpstreamCutShort or ErrorCodes.UpstreamMalformed };

    private async Task ReadToEndAsync(Func<Stream, CancellationToken, Task> receive, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (ParseToNextFile())
            {
                await ReceiveFileAsync(receive, cancellationToken);
            }
            else if (_body.HasEnded)
            {
                return;
            }
            else if (!await _body.FillAsync(cancellationToken) && !_body.HasEnded)
            {
                await PassTextAsync(cancellationToken);
            }
        }
    }

    /// <summary>Consumes tokens; true when the next one is a file's text, false when more bytes are needed or none are left.</summary>
    private bool ParseToNextFile()
    {
        var text = _body.Unread.Span;
        var reader = new Utf8JsonReader(text, _body.HasEnded, _state);
        var found = Look(text);
        while (found == false && reader.Read())
        {
            Accept(ref reader);
            found = Look(text[(int)reader.BytesConsumed..]);
        }

        _body.Consume((int)reader.BytesConsumed);
        _state = reader.CurrentState;
        return found == true;
    }

    /// <summary>Whether what comes next is a file's text; null when more bytes are needed to know.</summary>
    private bool? Look(ReadOnlySpan<byte> text)
    {
        if (_field is Field.Seed or Field.FinishReason)
        {
            return false;
        }

        var at = text.IndexOfAnyExcept(" \t\r\n,"u8);
        if (at < 0)
        {
            return text.IsEmpty && !_body.HasEnded && _open.Count > 0 ? null : false;
        }

        if (text[at] != (byte)'"')
        {
            return false;
        }

        // A file that was held back comes as an empty text.
        text = text[(at + 1)..];
        return _field != Field.Data ? Base64Media.Look(text, isWhole: _body.HasEnded)
            : text.IsEmpty && !_body.HasEnded ? null
            : !text.StartsWith("\""u8);
    }

    private void Accept(ref Utf8JsonReader reader)
    {
        var field = _field;
        _field = Field.Other;
        var text = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String ? TextOf(ref reader) : null;
        _errors.Pass(ref reader, text);
        _usage?.Pass(ref reader, text);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _open.Push(new Frame(_open.Count > 0 ? _open.Peek() : null, _files.Count));
                _all.Add(_open.Peek());
                break;
            case JsonTokenType.EndObject:
                _open.Pop();
                break;
            case JsonTokenType.PropertyName:
                _field = FieldOf(text!);
                break;
            case JsonTokenType.StartArray when field == Field.FinishReason:
                _field = field;
                break;
            case JsonTokenType.Number or JsonTokenType.String when field == Field.Seed:
                _open.Peek().OwnSeed = Utf8Parser.TryParse(reader.ValueSpan, out long seed, out _) ? seed : null;
                break;
            case JsonTokenType.String when field == Field.FinishReason:
                _open.Peek().OwnFinishReason = text;
                break;
            case JsonTokenType.String when field == Field.Url && text!.Length > 0:
                _named.Add((_open.Peek(), text));
                break;
        }
    }

    /// <summary>finishReason, finish_reason and Finish-Reason are one name.</summary>
    private Field FieldOf(string name)
    {
        if (name == _shape?.Data || UsualNames.Contains(name))
        {
            return Field.Data;
        }

        if (_fetch is not null && name == _shape?.Url)
        {
            return Field.Url;
        }

        return string.Concat(name.Where(char.IsAsciiLetter)).ToUpperInvariant() switch
        {
            "SEED" => Field.Seed,
            "FINISHREASON" or "FINISHREASONS" => Field.FinishReason,
            _ => Field.Other,
        };
    }

    /// <summary>The text with its escapes resolved; as it stands, where they make no text.</summary>
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return AnswerText.Decode(reader.ValueSpan);
        }
    }

    private async Task ReceiveFileAsync(Func<Stream, CancellationToken, Task> receive, CancellationToken cancellationToken)
    {
        PassOpeningQuote();
        var text = new JsonTextStream(_body);
        await using (var file = new LooseBase64Stream(text, mayLackPadding: true))
        {
            var readable = new ReadableStream(file);
            await receive(readable, cancellationToken);
            if (readable.Failure is { } broken)
            {
                // The other files may be good.
                _broken.Add(_files.Count, broken);
                await text.CopyToAsync(Stream.Null, cancellationToken);
            }
            else
            {
                await file.EnsureReadToEndAsync(cancellationToken);
                WasLoose |= file.IsLoose;
            }
        }

        _field = Field.Other;
        var frame = _open.Count > 0 ? _open.Peek() : new Frame(around: null, _files.Count);
        frame.MarkFile();
        _files.Add(frame);
    }

    /// <summary>Fetches the files that were only named, each after the other: the answer itself has come to its end.</summary>
    private async Task FetchAsync(Func<Stream, CancellationToken, Task> receive, CancellationToken cancellationToken)
    {
        foreach (var (frame, url) in _named)
        {
            if (frame.HasFile)
            {
                continue;
            }

            await using var file = _fetch!(url);
            await receive(file, cancellationToken);
            if (file.Failure is { } failure)
            {
                // The other files may come.
                _broken.Add(_files.Count, failure);
            }

            frame.MarkFile();
            _files.Add(frame);
        }
    }

    /// <summary>Passes a text that is no file and too long for the buffer.</summary>
    private async Task PassTextAsync(CancellationToken cancellationToken)
    {
        if (_body.Unread.Span.IndexOfAnyExcept(" \t\r\n,"u8) is var at && (at < 0 || _body.Unread.Span[at] != (byte)'"'))
        {
            throw UpstreamFailures.Malformed(_app, "something in it that is no text is too long");
        }

        PassOpeningQuote();
        for (var isEscaped = false; ;)
        {
            if (_body.Unread.IsEmpty && !await _body.FillAsync(cancellationToken))
            {
                throw new EndOfStreamException();
            }

            var length = 0;
            foreach (var character in _body.Unread.Span)
            {
                length++;
                if (!isEscaped && character == (byte)'"')
                {
                    _body.Consume(length);
                    _field = Field.Other;
                    return;
                }

                isEscaped = !isEscaped && character == (byte)'\\';
            }

            _body.Consume(length);
        }
    }

    /// <summary>Passes what stands before a text, and tells the JSON reader that the text was empty.</summary>
    private void PassOpeningQuote()
    {
        var length = _body.Unread.Span.IndexOf((byte)'"') + 1;
        byte[] passed = [.. _body.Unread.Span[..length], (byte)'"'];
        _body.Consume(length);
        var reader = new Utf8JsonReader(passed, isFinalBlock: false, _state);
        reader.Read();
        _state = reader.CurrentState;
    }

    /// <summary>What is known so far about an object; what it does not say, the one around it may.</summary>
    private sealed class Frame(Frame? around, int filesBefore)
    {
        private readonly Frame? _around = around;

        public int FilesBefore => filesBefore;

        public bool HasFile { get; private set; }

        public long? OwnSeed { get; set; }

        public string? OwnFinishReason { get; set; }

        public string? FinishReason => OwnFinishReason ?? (HasFile ? _around?.FinishReason : null);

        public MediaFacts Facts => new(Seed, FinishReason);

        private long? Seed => OwnSeed ?? _around?.Seed;

        public void MarkFile()
        {
            for (var frame = this; frame is not null; frame = frame._around)
            {
                frame.HasFile = true;
            }
        }
    }
}
