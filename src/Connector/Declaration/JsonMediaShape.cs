namespace Connector.Declaration;

/// <summary>The field names of an image in a JSON answer, wherever in the answer its object stands.</summary>
/// <param name="Data">The base64 text.</param>
/// <param name="Seed">The seed, a number or a text.</param>
/// <param name="FinishReason">The finish reason.</param>
public sealed record JsonMediaShape(string Data, string Seed, string FinishReason)
{
    /// <summary>The address of a file that is fetched where no <see cref="Data"/> stands beside it; null where an address means no file.</summary>
    public string? Url { get; init; }

    /// <summary>The member of the answer itself that tells what the call used up, and goes into the receipt as it is; null for none.</summary>
    public string? Usage { get; init; }
}
