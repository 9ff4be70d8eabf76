using Connector.Images;
using Connector.Upstream;

namespace Connector.Output;

/// <summary>What was odd about an answer whose files were saved all the same.</summary>
internal static class MediaWarnings
{
    /// <summary>Other names of the types that files are labelled with.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["image/jpg"] = "image/jpeg",
        ["audio/mp3"] = "audio/mpeg",
        ["audio/x-wav"] = "audio/wav",
        ["audio/wave"] = "audio/wav",
        ["audio/vnd.wave"] = "audio/wav",
        ["audio/x-flac"] = "audio/flac",
        ["audio/aacp"] = "audio/aac",
    };

    /// <summary>The warnings; empty when nothing was odd.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its body, read.</param>
    /// <param name="expected">The media type or range that the input asks for.</param>
    /// <param name="formats">The formats of the files.</param>
    /// <param name="faults">What was wrong with samples that were not saved.</param>
    public static IReadOnlyList<string> Of(
        UpstreamAnswer answer, AnswerBody body, string expected, IReadOnlyList<MediaFormat> formats, IReadOnlyList<SampleFault> faults)
    {
        List<string> warnings = [.. body.Mended];
        var title = answer.Connection.App.Title;
        if (answer.Status != 200)
        {
            warnings.Add($"{title} answered with status {answer.Status}, where 200 was due.");
        }

        if (Mislabelled(answer.MediaType, body, formats) is { } bytes)
        {
            warnings.Add($"{title} labelled its answer \"{answer.MediaType}\"; its bytes are {bytes}, and were saved as that.");
        }

        warnings.AddRange(formats.Distinct().Where(format => !Fits(format, expected)).Select(format =>
            $"{expected} was asked for; what came is {format.ContentType}."));
        warnings.AddRange(faults.Select(fault => fault.Text));
        return warnings;
    }

    private static string? Mislabelled(string label, AnswerBody body, IReadOnlyList<MediaFormat> formats)
    {
        if (body.IsJson)
        {
            return label == "application/json" || label.EndsWith("+json", StringComparison.Ordinal) ? null : "JSON";
        }

        var type = Aliases.GetValueOrDefault(label, label);
        return formats.FirstOrDefault(format => format.ContentType != type)?.Name;
    }

    private static bool Fits(MediaFormat format, string expected) => expected.EndsWith('*')
        ? format.ContentType.StartsWith(expected[..^1], StringComparison.Ordinal)
        : format.ContentType == expected;
}
