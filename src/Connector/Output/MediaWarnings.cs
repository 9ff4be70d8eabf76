using Connector.Declaration;
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
    /// <param name="output">What the action brings back.</param>
    /// <param name="values">The input.</param>
    /// <param name="media">What the answer said of its files.</param>
    /// <param name="formats">The formats of the files.</param>
    /// <param name="faults">What was wrong with samples that were not saved.</param>
    public static IReadOnlyList<string> Of(
        UpstreamAnswer answer,
        AnswerBody body,
        MediaOutput output,
        ParameterValues values,
        MediaAnswer media,
        IReadOnlyList<MediaFormat> formats,
        IReadOnlyList<SampleFault> faults)
    {
        var expected = output.MediaType(values);
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
        warnings.AddRange(media.Files.Select(file => file.FinishReason).Where(FinishReasons.IsUnknown).Distinct(StringComparer.Ordinal).Select(reason =>
            $"{title} gave the finish reason \"{reason}\", which its documents do not name; look at what was saved."));
        if (output.CountFor(values) is var asked && asked != media.Samples)
        {
            warnings.Add($"{output.InWords((int)asked)} {(asked == 1 ? "was" : "were")} asked for; {media.Samples} came.");
        }

        if (media.BrokeOff)
        {
            warnings.Add($"The answer of {title} could not be read to its end (it broke off, or its JSON is broken); what had come whole was saved.");
        }

        if (media.Errors.Count > 0)
        {
            warnings.Add($"{title} told errors beside the files: {string.Join(" ", media.Errors).TrimEnd('.')}.");
        }

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
