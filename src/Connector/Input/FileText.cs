using System.Security.Cryptography;
using System.Text;
using Connector.Declaration;
using Connector.Failures;
using Connector.Streams;
using Connector.Values;

namespace Connector.Input;

/// <summary>Reads a form's text part that stands for a file: a short one is a path, an address or little base64, a long one is base64 and goes to disk.</summary>
public static class FileText
{
    /// <summary>Reads the part to its end.</summary>
    /// <param name="part">The part's body.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="spool">Where long base64 goes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The text, or the file.</returns>
    /// <exception cref="ConnectorException">The base64 is broken (400) or the file too large (413).</exception>
    public static async Task<(string Text, SpooledFile? File)> ReadAsync(
        Stream part, FileParameter parameter, InputSpool spool, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(spool);
        var head = new byte[FileReference.LongestText + 1];
        var length = await part.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(head, 0, length);
        if (length <= FileReference.LongestText)
        {
            return (text, null);
        }

        var skip = DataUrl.TryStrip(text, out var rest) ? text.Length - rest.Length : 0;
        await using var whole = new ConcatenatedStream(new MemoryStream(head, skip, length - skip), part);
        using var transform = new FromBase64Transform(FromBase64TransformMode.IgnoreWhiteSpaces);
        await using var bytes = new CryptoStream(whole, transform, CryptoStreamMode.Read);
        try
        {
            return ("", await spool.AddAsync(parameter.Name, bytes, parameter.MaxBytes, cancellationToken));
        }
        catch (FormatException)
        {
            throw NotBase64(parameter);
        }
    }

    internal static ConnectorException NotBase64(FileParameter parameter)
    {
        var message = $"{parameter.Name} is a long text that is not valid base64.";
        return ConnectorException.BadRequest(ErrorCodes.InvalidInput, message, new Problem(parameter.Name, ProblemCodes.InvalidFormat, message));
    }
}
