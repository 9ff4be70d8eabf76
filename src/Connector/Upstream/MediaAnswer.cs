using System.Collections.ObjectModel;
using System.Text.Json;

namespace Connector.Upstream;

/// <summary>What an answer said about the files in it.</summary>
/// <param name="Files">What was said about each file, in the order received.</param>
/// <param name="Missing">What was said about files that did not come, for a reason that is told, in the same order.</param>
internal sealed record MediaAnswer(IReadOnlyList<MediaFacts> Files, IReadOnlyList<MissingMedia> Missing)
{
    /// <summary>The places among <see cref="Files"/> of those that did not come whole, and why, completing "it was not saved: …".</summary>
    public IReadOnlyDictionary<int, string> Broken { get; init; } = ReadOnlyDictionary<int, string>.Empty;

    /// <summary>What it said that the call used up, without keys; null for nothing.</summary>
    public JsonElement? Usage { get; init; }

    /// <summary>Whether it broke off behind a file that had come whole: more may have been meant to come.</summary>
    public bool BrokeOff { get; init; }

    /// <summary>The errors that it told beside the files, without keys.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>How many samples it told of.</summary>
    public int Samples => Files.Count + Missing.Count;

    /// <summary>The number of a file among all samples, from 1.</summary>
    public int SampleOf(int file) => file + 1 + Missing.Count(missing => missing.FilesBefore <= file);

    /// <summary>The number of a sample that did not come.</summary>
    public int SampleOfMissing(int place) => Missing[place].FilesBefore + place + 1;
}
