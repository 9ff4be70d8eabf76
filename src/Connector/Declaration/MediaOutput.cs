namespace Connector.Declaration;

/// <summary>Files come back: as bytes with headers, or as JSON with base64.</summary>
public sealed record MediaOutput : ActionOutput
{
    /// <summary>What one file is called in a sentence, for example <c>image</c>; its plural ends in s.</summary>
    public required string Noun { get; init; }

    /// <summary>The media types that any call brings back, for example <c>image/*</c>.</summary>
    public required string MediaRange { get; init; }

    /// <summary>The <c>Accept</c> header that asks upstream for the fitting form.</summary>
    public required Func<ParameterValues, string> Accept { get; init; }

    /// <summary>The media type that comes back, as far as the input tells; <see cref="MediaRange"/> otherwise.</summary>
    public required Func<ParameterValues, string> MediaType { get; init; }

    /// <summary>The parameter that says how many files are made; null when a call always makes one.</summary>
    public WholeNumberParameter? Count { get; init; }

    /// <summary>The names of the fields in the JSON form; null when there is no such form.</summary>
    public JsonMediaShape? Json { get; init; }

    /// <summary>The response header that carries the seed in the byte form.</summary>
    public string SeedHeader { get; init; } = "seed";

    /// <summary>The response header that carries the finish reason in the byte form.</summary>
    public string FinishReasonHeader { get; init; } = "finish-reason";

    /// <summary>For results of upstream jobs: how long to wait for one that is still in progress (status 202); null when that cannot be.</summary>
    public JobWait? Wait { get; init; }

    /// <summary>How many files a call makes.</summary>
    /// <param name="values">The values of a valid input of the action.</param>
    public long CountFor(ParameterValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Count is null ? 1 : values.Get(Count, 1);
    }

    /// <summary>A number of files in words.</summary>
    /// <param name="count">The number.</param>
    public string InWords(int count) => count == 1 ? $"1 {Noun}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} {Noun}s");
}
