using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Connector.Runs;

/// <summary>The ids of runs: lower-case hex, so that they fit every store and say nothing.</summary>
public static class RunKey
{
    /// <summary>The id that a caller finds again by the same idempotency key, and no other caller.</summary>
    /// <param name="idempotencyKey">The key.</param>
    /// <param name="caller">The caller's name; null for nobody in particular.</param>
    public static string Of(string idempotencyKey, string? caller = null) => Hash($"key {Beginning(caller)}{idempotencyKey}");

    /// <summary>The same for a batch.</summary>
    /// <param name="idempotencyKey">The key.</param>
    /// <param name="caller">The caller's name; null for nobody in particular.</param>
    public static string OfBatch(string idempotencyKey, string? caller = null) => Hash($"batch {Beginning(caller)}{idempotencyKey}");

    /// <summary>An id that nobody else has.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>Whether a caller's text could be an id.</summary>
    /// <param name="text">The text.</param>
    public static bool IsId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
    }

    /// <summary>The id of the run that follows a job of upstream's, the same for every answer that tells of the job.</summary>
    internal static string OfUpstreamJob(string app, string id) => Hash($"upstream {app} {id}");

    /// <summary>The id of a batch's run.</summary>
    internal static string OfBatchItem(string batch, int index) => Hash(string.Create(CultureInfo.InvariantCulture, $"item {index} of {batch}"));

    /// <summary>With a separator that no key holds.</summary>
    private static string Beginning(string? caller) => caller is null ? "" : $"{caller}\n";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
