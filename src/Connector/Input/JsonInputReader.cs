using System.Buffers;
using System.Text;
using System.Text.Json;
using Connector.Declaration;
using Connector.Failures;
using Connector.Streams;
using Connector.Values;

namespace Connector.Input;

/// <summary>
/// Reads an action's input from a JSON object. The object is held in memory, up to a limit; the base64 of a file is not: it
/// is decoded to disk as it arrives, and an empty text takes its place in the object.
/// </summary>
public static class JsonInputReader
{
    /// <summary>Reads the body to its end and matches it with the action's parameters.</summary>
    /// <param name="action">The action.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ConnectorException">
    /// <c>payload_too_large</c> (413) past the limit of <see cref="InputLimits"/>, <c>invalid_json</c> (400) when it is not a JSON object.
    /// </exception>
    public static Task<ActionInput> ReadAsync(ConnectorAction action, Stream body, CancellationToken cancellationToken) =>
        ReadAsync(action, body, earlier: null, cancellationToken);

    /// <summary>The same, with an earlier input that counts where the body gives nothing.</summary>
    /// <param name="action">The action.</param>
    /// <param name="body">The body.</param>
    /// <param name="earlier">The earlier input; null for none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<ActionInput> ReadAsync(ConnectorAction action, Stream body, EarlierInput? earlier, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(body);
        var spool = new InputSpool();
        var hint = "";
        try
        {
            await using var limited = new LimitedStream(body, InputLimits.BodyBytes(action));
            using var buffered = new BufferedBody(limited, InputLimits.TextBytes);
            await SkipByteOrderMarkAsync(buffered, cancellationToken);
            hint = ShellQuoting.HintFor(buffered.Unread.Span);
            var (text, files) = await HasNoLongTextAsync(action, buffered, cancellationToken)
                ? (buffered.Unread, [])
                : await ReadTextAsync(action, buffered, spool, cancellationToken);
            return Read(action, text, files, hint, spool, earlier);
        }
        catch (Exception exception)
        {
            await spool.DisposeAsync();
            if (exception is JsonException broken)
            {
                throw NotJson(broken, hint);
            }

            throw;
        }
    }

    internal static ConnectorException NotJson(JsonException broken, string hint) => InvalidJson(
        $"The body is not valid JSON (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}; at most {InputValue.MostLevels} levels deep).{hint}");

    /// <summary>Reads an input out of JSON that is there already.</summary>
    internal static Task<ActionInput> ReadAsync(ConnectorAction action, string json, CancellationToken cancellationToken) =>
        ReadAsync(action, new MemoryStream(Encoding.UTF8.GetBytes(json)), cancellationToken);

    private static ActionInput Read(
        ConnectorAction action, ReadOnlyMemory<byte> text, Dictionary<string, SpooledFile> files, string hint, InputSpool spool, EarlierInput? earlier)
    {
        using var document = JsonDocument.Parse(text, InputValue.JsonOptions);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw InvalidJson($"The body must be a JSON object with the parameters.{hint}");
        }

        var members = NamedValue.MembersOf(document.RootElement);
        foreach (var (name, file) in files)
        {
            var index = members.FindIndex(member => member.Name == name);
            members[index] = new NamedValue(name, new InputValue(members[index].Value.Json, file));
        }

        return ActionInput.Read(action, members, spool, earlier);
    }

    /// <summary>Whether the whole body is in the buffer, and no text in it can be a file's content: it is read from there.</summary>
    private static async ValueTask<bool> HasNoLongTextAsync(ConnectorAction action, BufferedBody body, CancellationToken cancellationToken)
    {
        var mostBytes = action.Parameters.Any(parameter => parameter is FileParameter) ? FileReference.LongestText : InputLimits.TextBytes;
        while (body.Unread.Length <= mostBytes && await body.FillAsync(cancellationToken))
        {
        }

        if (body.HasEnded && body.Unread.IsEmpty)
        {
            throw InvalidJson("The body is empty. Send a JSON object with the parameters.");
        }

        return body.HasEnded && body.Unread.Length <= mostBytes;
    }

    /// <summary>Copies the body, but for the long texts of file parameters.</summary>
    private static async Task<(ReadOnlyMemory<byte> Text, Dictionary<string, SpooledFile> Files)> ReadTextAsync(
        ConnectorAction action, BufferedBody body, InputSpool spool, CancellationToken cancellationToken)
    {
        var text = new ArrayBufferWriter<byte>();
        var files = new Dictionary<string, SpooledFile>(StringComparer.Ordinal);
        var parameters = action.Parameters.OfType<FileParameter>().ToList();
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = InputValue.MostLevels });
        FileParameter? current = null;
        while (true)
        {
            if (CopyToFile(body, parameters, text, ref state, ref current) is { } parameter)
            {
                if (!await IsLongTextAsync(body, cancellationToken))
                {
                    continue;
                }

                var (shorter, file) = await ReadLongTextAsync(body, parameter, spool, cancellationToken);
                if (file is not null)
                {
                    files[parameter.Name] = file;
                }

                state = JsonTextStream.PassedAsEmptyText(state);
                WriteText(text, shorter);
            }
            else if (body.HasEnded)
            {
                return (text.WrittenMemory, files);
            }
            else if (!await body.FillAsync(cancellationToken) && !body.HasEnded)
            {
                throw ConnectorException.BodyTooLarge(InputLimits.TextBytes);
            }

            if (text.WrittenCount > InputLimits.TextBytes)
            {
                throw ConnectorException.BodyTooLarge(InputLimits.TextBytes);
            }
        }
    }

    /// <summary>
    /// Copies tokens up to the value of a file parameter, or to the content in its content object, and returns the parameter; null
    /// when more bytes are needed or none are left.
    /// </summary>
    private static FileParameter? CopyToFile(
        BufferedBody body, List<FileParameter> parameters, ArrayBufferWriter<byte> text, ref JsonReaderState state, ref FileParameter? current)
    {
        var unread = body.Unread.Span;
        var reader = new Utf8JsonReader(unread, body.HasEnded, state);
        FileParameter? found = null;
        while (found is null && reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.CurrentDepth == 1)
            {
                foreach (var parameter in parameters)
                {
                    found = reader.ValueTextEquals(parameter.Name) ? parameter : found;
                }

                current = found;
            }
            else if (reader.CurrentDepth == 2 && reader.ValueTextEquals(FileParameter.Content))
            {
                found = current;
            }
        }

        text.Write(unread[..(int)reader.BytesConsumed]);
        body.Consume((int)reader.BytesConsumed);
        state = reader.CurrentState;
        return found;
    }

    private static async Task<bool> IsLongTextAsync(BufferedBody body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var start = body.Unread.Span.IndexOfAnyExcept(" \t\r\n"u8);
            if (start >= 0)
            {
                var value = body.Unread.Span[start..];
                var end = EndOfText(value[1..]);
                if (value[0] != (byte)'"' || end >= 0)
                {
                    return value[0] == (byte)'"' && end > FileReference.LongestText;
                }

                if (value.Length > FileReference.LongestText)
                {
                    return true;
                }
            }

            if (!await body.FillAsync(cancellationToken))
            {
                return false;
            }
        }
    }

    /// <summary>Where a text ends, from behind its opening quote: an object that comes as text has escaped quotes. -1 when it does not end here.</summary>
    private static int EndOfText(ReadOnlySpan<byte> text)
    {
        var passed = 0;
        while (text[passed..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var next)
        {
            if (text[passed + next] == (byte)'"')
            {
                return passed + next;
            }

            passed = Math.Min(passed + next + 2, text.Length);
        }

        return -1;
    }

    private static async Task<(string Text, SpooledFile? File)> ReadLongTextAsync(
        BufferedBody body, FileParameter parameter, InputSpool spool, CancellationToken cancellationToken)
    {
        await body.SkipOpeningQuoteAsync(cancellationToken);
        await using var characters = new JsonTextStream(body);
        try
        {
            return await FileText.ReadAsync(characters, parameter, spool, cancellationToken);
        }
        catch (EndOfStreamException)
        {
            throw InvalidJson($"The body ends within {parameter.Name}.");
        }
        catch (JsonException)
        {
            throw InvalidJson($"The body is not valid JSON: {parameter.Name} has an escape that JSON does not know.");
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> target, string text)
    {
        using var writer = new Utf8JsonWriter(target);
        writer.WriteStringValue(text);
    }

    private static async Task SkipByteOrderMarkAsync(BufferedBody body, CancellationToken cancellationToken)
    {
        while (body.Unread.Length < 3 && await body.FillAsync(cancellationToken))
        {
        }

        if (body.Unread.Span.StartsWith("\uFEFF"u8))
        {
            body.Consume(3);
        }
    }

    private static ConnectorException InvalidJson(string message) => ConnectorException.BadRequest(ErrorCodes.InvalidJson, message);
}
