using System.Globalization;

namespace Connector.Images;

/// <summary>Says why a file cannot be used, of what it is, and what to do about it.</summary>
internal static class FileAdvice
{
    /// <summary>The sentences; null when nothing is wrong with the file. "Damaged" is said only of what is.</summary>
    /// <param name="subject">What the sentence begins with, for example the parameter's name.</param>
    /// <param name="scanner">What has followed the file to its end.</param>
    /// <param name="head">The first bytes, or all when there are no more.</param>
    /// <param name="taken">The formats that are taken.</param>
    public static string? Refuse(string subject, ImageScanner scanner, ReadOnlySpan<byte> head, IReadOnlyList<MediaFormat> taken)
    {
        if (!taken.Contains(scanner.Format))
        {
            var names = string.Join(", ", taken.Select(format => format.Name));
            return head.IsEmpty
                ? $"{subject} must be {names}; it is empty. Send its bytes: a step before this one may have made none."
                : $"{subject} must be {names}; its bytes are {BytesInWords.Of(head)}. {Advice(BytesInWords.Of(head), taken[0].Name)}";
        }

        var file = $"{subject} is a {scanner.Format.Name}";
        return scanner.IsHopeless ? $"{file} that is damaged{(scanner.Fault is { } fault ? $": {fault}" : "")}. Save it anew and send that."
            : scanner.Objection is { } objection ? $"{file} that cannot be used: {objection}."
            : scanner.IsWhole ? null
            : string.Create(CultureInfo.InvariantCulture, $"{file} that is cut short{(scanner.Missing > 0 ? $": at least {scanner.Missing:N0} bytes are missing at its end" : "")}. Send the whole file.");
    }

    private static string Advice(string what, string best) => what[(what.LastIndexOf(' ') + 1)..] switch
    {
        "picture" or "icon" or "sound" => $"Save it as {best} and send that.",
        "document" or "drawing" or "model" => $"Export it as {best} and send that.",
        "archive" or "gzip" => $"Unpack it and send the {best} in it.",
        "(HTML)" or "HTML" or "JSON" or "text" => $"That is what servers answer in place of a file: look at the address or step that it came from, and send the {best} itself.",
        _ => $"Send a {best}.",
    };
}
