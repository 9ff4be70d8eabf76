using System.Globalization;
using Connector.Declaration;
using Connector.Upstream;

namespace Connector.Output;

/// <summary>Finds the bad samples of an answer: each costs itself, and not the good ones, which have been paid for.</summary>
internal static class SampleFaults
{
    /// <summary>The faults, in the order of the samples.</summary>
    /// <param name="output">What the action brings back.</param>
    /// <param name="media">What the answer said.</param>
    /// <param name="staged">What came of it.</param>
    /// <param name="keepsFiltered">Whether the caller wants what the content filter caught.</param>
    /// <param name="isUnended">Whether the end of the answer's encoding is missing.</param>
    public static IReadOnlyList<SampleFault> Find(MediaOutput output, MediaAnswer media, StagedBatch staged, bool keepsFiltered, bool isUnended)
    {
        var files = Enumerable.Range(0, media.Files.Count).Select(place => (Sample: media.SampleOf(place), Place: (int?)place, Why: OfFile(place)));
        var missing = media.Missing.Select((one, place) => (Sample: media.SampleOfMissing(place), Place: (int?)null, Why: (string?)$"did not come (finish reason {one.Facts.FinishReason})"));
        return
        [
            .. files.Concat(missing)
                .Where(one => one.Why is not null)
                .OrderBy(one => one.Sample)
                .Select(one => new SampleFault(one.Place, string.Create(CultureInfo.InvariantCulture, $"Sample {one.Sample} of {media.Samples} {one.Why}."))),
        ];

        string? OfFile(int place) => media.Files[place].FinishReason switch
        {
            var reason when FinishReasons.IsError(reason) => $"failed and was not saved (finish reason {reason})",
            var reason when FinishReasons.IsFiltered(reason) && !keepsFiltered =>
                $"was caught by the content filter and not saved (finish reason {reason}); send {FilterPolicy.OnFiltered.Name} = {FilterPolicy.Keep} to save what comes of such",
            _ when media.Broken.TryGetValue(place, out var why) => $"was not saved: {why}",
            _ when staged.IsRefused(place) => $"was not saved: its bytes are no {output.Noun}",
            _ when !staged.IsWhole(place, isUnended) => "was not saved: it ended before it was complete",
            _ => null,
        };
    }
}
