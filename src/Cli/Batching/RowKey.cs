using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Connector.Cli.Backends;

namespace Connector.Cli.Batching;

/// <summary>The key of a row's call, the same whoever takes the batch up.</summary>
internal static class RowKey
{
    /// <summary>Tells a row's inputs from others: its texts, and the bytes of its files.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<string> InputsOfAsync(Call call, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in call.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, text);
        }

        foreach (var (name, path) in call.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            await using var file = File.OpenRead(path);
            hash.AppendData(await SHA256.HashDataAsync(file, cancellationToken));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, sizeof(ulong)));
    }

    /// <summary>The key.</summary>
    /// <param name="batch">The batch's id.</param>
    /// <param name="row">The row.</param>
    /// <param name="inputs">Tells its inputs from others.</param>
    /// <param name="attempt">How many of its calls have ended before, which were asked to be made again.</param>
    public static string Of(string batch, long row, string inputs, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"batch {batch} row {row} inputs {inputs} attempt {attempt}");

    /// <summary>With a separator, so that no two inputs run into the same bytes.</summary>
    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
}
