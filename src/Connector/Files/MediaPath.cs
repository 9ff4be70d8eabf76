using System.Buffers;
using System.Globalization;
using Connector.Callers;
using Connector.Failures;
using Connector.Images;

namespace Connector.Files;

/// <summary>The paths of stored files: <c>{action}/{yyyy}/{MM}/{dd}/{unique}.{extension}</c>.</summary>
internal static class MediaPath
{
    /// <summary>
    /// The folder of what upstream sent in place of a file: for the operator alone. Its name is none that a path may have, so that no
    /// route lists, serves or deletes what is in it, and it sorts behind all files.
    /// </summary>
    public const string Refused = "~refused";

    /// <summary>How long before a sweep's moment such a file must have come to be deleted by it.</summary>
    public static readonly TimeSpan RefusedLife = TimeSpan.FromDays(6);

    /// <summary>The folder of the files that callers bring.</summary>
    public const string Uploads = "uploads";

    /// <summary>The folder of the files that came with a job's input: apart from the others, because they go with the job.</summary>
    public const string JobInputs = "job-inputs";

    /// <summary>The most characters of a path.</summary>
    public const int LongestPath = 400;

    private const char PartSeparator = '-';

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

    private static readonly SearchValues<char> SegmentCharacters = SearchValues.Create(Alphabet);

    private static readonly SearchValues<char> PrefixCharacters = SearchValues.Create(Alphabet + "/");

    public static string Folder(string action, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{action}/{now.UtcDateTime:yyyy/MM/dd}");

    /// <summary>The folder of what upstream sent in place of an action's files.</summary>
    public static string RefusedFolder(string action, DateTimeOffset now) => $"{Refused}/{Folder(action, now)}";

    /// <summary>A new name for each file: the seed alone repeats, and peers that name files after it overwrite them.</summary>
    public static string NewName() => Guid.NewGuid().ToString("N");

    /// <summary>The name of one of several files that belong together.</summary>
    /// <param name="name">The name of the first.</param>
    /// <param name="index">Its place among them, from 0.</param>
    public static string NameOf(string name, int index) => index == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{PartSeparator}{index + 1}");

    /// <summary>The name that files which belong together have in common; empty for a path whose name is none of ours.</summary>
    public static string CommonName(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..].Split('.')[0].Split(PartSeparator)[0];
        return Guid.TryParseExact(name, "N", out _) ? name.ToLowerInvariant() : "";
    }

    /// <summary>The folder that tells what a file is: an action's name, <see cref="Uploads"/> or <see cref="JobInputs"/>, whoever's it is.</summary>
    public static string RootOf(string path)
    {
        var parts = path.Split('/');
        return parts[0] == Caller.Root && parts.Length > 2 ? parts[2] : parts[0];
    }

    /// <summary>Whether a folder is above those that tell what a file is: that of all callers, or of one.</summary>
    public static bool HoldsCallers(string folder) => folder.Split('/') is [Caller.Root] or [Caller.Root, _];

    /// <summary>Whether a folder may hold files whose paths begin so.</summary>
    public static bool MayHold(string folder, string prefix) =>
        $"{folder}/".StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith($"{folder}/", StringComparison.Ordinal);

    /// <summary>The path of a file.</summary>
    public static string File(string folder, string name, MediaFormat format) => $"{folder}/{name}{format.Extension}";

    /// <summary>The link of a file that the connector itself serves.</summary>
    /// <param name="filesUrl">What the path is appended to.</param>
    /// <param name="path">The path.</param>
    public static Uri Link(Uri filesUrl, string path) => new($"{filesUrl.AbsoluteUri.TrimEnd('/')}/{path}");

    /// <summary>The failure of a listing that is continued with something no page gave.</summary>
    public static ConnectorException UnknownContinuation(Exception? cause) =>
        new(400, ErrorCodes.BadRequest, "The continuation is none that a page gave; leave it out for the first page.", cause);

    /// <summary>Whether a path of ours could begin like this.</summary>
    public static bool IsPrefix(string text) => text.Length <= LongestPath && !text.AsSpan().ContainsAnyExcept(PrefixCharacters);

    /// <summary>
    /// Whether a path could be one of ours. Only plain segments pass: no "..", no leading dot (staged files have one), no
    /// backslash, colon, percent sign or control character, whatever the operating system would make of them.
    /// </summary>
    public static bool IsValid(string path) =>
        path.Length is > 0 and <= LongestPath
        && path.Split('/').All(segment => IsSegment(segment));

    /// <summary>Whether a path of ours could have this between two slashes.</summary>
    public static bool IsSegment(ReadOnlySpan<char> text) =>
        text.Length > 0 && text[0] != '.' && text[^1] != '.' && !text.ContainsAnyExcept(SegmentCharacters);
}
