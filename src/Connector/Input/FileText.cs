using System.Text;
using System.Text.Json;
using Connector.Declaration;
using Connector.Failures;
using Connector.Streams;
using Connector.Values;

namespace Connector.Input;

/// <summary>Reads a text that stands for a file: a short one is a path, an address or little base64, a long one is base64 and goes to disk.</summary>
public static class FileText
{
    /// <summary>Reads the text to its end.</summary>
    /// <param name="characters">The text in UTF-8.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="spool">Where long base64 goes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The text, or the file.</returns>
    /// <exception cref="ConnectorException">The base64 is broken (400) or the file too large (413).</exception>
    public static async Task<(string Text, SpooledFile? File)> ReadAsync(
        Stream characters, FileParameter parameter, InputSpool spool, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(characters);
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(spool);
        var head = new byte[FileReference.LongestText + 1];
        var length = await characters.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (length <= FileReference.LongestText)
        {
            return (Encoding.UTF8.GetString(head, 0, length), null);
        }

        if (ContentOf(head) is > 0 and var content)
        {
            return ("", await ReadContentAsync(new ConcatenatedStream(new MemoryStream(head, content, length - content), characters), parameter, spool, cancellationToken));
        }

        // Of a data URL's head, which is ASCII, each character is a byte.
        var blanks = head.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) is > 0 and var first ? first : 0;
        var text = Encoding.Latin1.GetString(head, blanks, length - blanks);
        var skip = blanks + (DataUrl.TryStrip(text, out var rest) ? text.Length - rest.Length : 0);
        await using var whole = new ConcatenatedStream(new MemoryStream(head, skip, length - skip), characters);
        return ("", await DecodeAsync(whole, parameter, spool, cancellationToken));
    }

    /// <summary>Where the base64 begins in the start of a flow's content object that comes as text; 0 for another text.</summary>
    private static int ContentOf(ReadOnlySpan<byte> head)
    {
        if (!head.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            return 0;
        }

        var reader = new Utf8JsonReader(head, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals(FileParameter.Content))
                {
                    var after = head[(int)reader.BytesConsumed..];
                    return after.TrimStart(" \t\r\n:"u8) is [(byte)'"', ..] ? head.Length - after.TrimStart(" \t\r\n:"u8).Length + 1 : 0;
                }
            }
        }
        catch (JsonException)
        {
            // It is told as broken base64.
        }

        return 0;
    }

    /// <summary>Reads the base64 in a content object, from behind its opening quote, and what follows it.</summary>
    private static async Task<SpooledFile> ReadContentAsync(Stream rest, FileParameter parameter, InputSpool spool, CancellationToken cancellationToken)
    {
        using var body = new BufferedBody(rest);
        await using var characters = new JsonTextStream(body);
        try
        {
            var file = await DecodeAsync(characters, parameter, spool, cancellationToken);
            await rest.CopyToAsync(Stream.Null, cancellationToken);
            return file;
        }
        catch (Exception broken) when (broken is EndOfStreamException or JsonException)
        {
            throw Broken(parameter, $"is an object whose {FileParameter.Content} is cut short or no JSON");
        }
    }

    private static async Task<SpooledFile> DecodeAsync(Stream whole, FileParameter parameter, InputSpool spool, CancellationToken cancellationToken)
    {
        await using var bytes = new LooseBase64Stream(whole);
        try
        {
            return await spool.AddAsync(parameter.Name, bytes, parameter.MaxBytes, cancellationToken);
        }
        catch (FormatException broken)
        {
            throw Broken(parameter, $"is a long text that is not valid base64: it {broken.Message}");
        }
    }

    private static ConnectorException Broken(FileParameter parameter, string why)
    {
        var message = $"{parameter.Name} {why}.";
        return ConnectorException.BadRequest(ErrorCodes.InvalidInput, message, new Problem(parameter.Name, ProblemCodes.InvalidFormat, message));
    }
}
