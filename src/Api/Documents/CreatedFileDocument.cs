using Connector.Output;

namespace Connector.Api.Documents;

/// <summary>A file that has been saved, as an event tells it.</summary>
/// <param name="Path">Its path: give it as an image input to the next action.</param>
/// <param name="Url">A link to download it.</param>
/// <param name="ContentType">The content type its bytes tell.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Width">Pixels across; absent when the format does not tell.</param>
/// <param name="Height">Pixels down; absent when the format does not tell.</param>
/// <param name="Seed">The seed that drew it; absent when upstream did not tell.</param>
/// <param name="FinishReason">Upstream's finish reason; absent when it did not tell.</param>
/// <param name="Sha256">SHA-256 of the bytes, lower-case hex.</param>
/// <param name="Action">The action that made it.</param>
/// <param name="Summary">The call in one sentence.</param>
/// <param name="RequestId">The id of the request, also in the log.</param>
/// <param name="JobId">The job that made it; absent for a call that somebody waited for.</param>
/// <param name="BatchId">The batch that it belongs to; absent for none.</param>
/// <param name="Sandbox">Whether the sandbox drew it.</param>
public sealed record CreatedFileDocument(
    string Path,
    Uri Url,
    string ContentType,
    long Bytes,
    int? Width,
    int? Height,
    long? Seed,
    string? FinishReason,
    string Sha256,
    string Action,
    string Summary,
    string RequestId,
    string? JobId,
    string? BatchId,
    bool Sandbox)
{
    /// <summary>The document of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="receipt">The receipt it stands in.</param>
    /// <param name="action">The action.</param>
    /// <param name="job">The job; null for none.</param>
    /// <param name="batch">The batch; null for none.</param>
    public static CreatedFileDocument Of(MediaFile file, MediaReceipt receipt, string action, string? job, string? batch)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(receipt);
        return new CreatedFileDocument(
            file.Path, file.Url, file.ContentType, file.Bytes, file.Width, file.Height, file.Seed, file.FinishReason, file.Sha256, action, receipt.Summary, receipt.RequestId, job, batch, receipt.Sandbox);
    }
}
