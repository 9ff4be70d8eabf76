using System.Text;
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

        // Of a data URL's head, which is ASCII, each character is a byte.
        var blanks = head.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) is > 0 and var first ? first : 0;
        var text = Encoding.Latin1.GetString(head, blanks, length - blanks);
        var skip = blanks + (DataUrl.TryStrip(text, out var rest) ? text.Length - rest.Length : 0);
        await using var whole = new ConcatenatedStream(new MemoryStream(head, skip, length - skip), characters);
        await using var bytes = new LooseBase64Stream(whole);
        try
        {
            return ("", await spool.AddAsync(parameter.Name, bytes, parameter.MaxBytes, cancellationToken));
        }
        catch (FormatException broken)
        {
            var message = $"{parameter.Name} is a long text that is not valid base64: it {broken.Message}.";
            throw ConnectorException.BadRequest(ErrorCodes.InvalidInput, message, new Problem(parameter.Name, ProblemCodes.InvalidFormat, message));
        }
    }
}
