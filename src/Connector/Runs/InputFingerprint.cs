using System.Security.Cryptography;
using System.Text;
using Connector.Input;
using Connector.Values;

namespace Connector.Runs;

/// <summary>
/// What tells one input from another. It is made of the values, not of the body's bytes: a repeated form has another boundary, and
/// JSON may come in another order.
/// </summary>
internal static class InputFingerprint
{
    /// <summary>The fingerprint of an input whose files have not been looked at yet; files that came with it count by their bytes.</summary>
    public static async Task<string> OfAsync(ActionInput input, CancellationToken cancellationToken) =>
        input.Fingerprint ??= await ComputeAsync(input, cancellationToken);

    /// <summary>The fingerprints of a batch's inputs.</summary>
    public static async Task<IReadOnlyList<string>> OfEachAsync(BatchInput batch, CancellationToken cancellationToken)
    {
        var fingerprints = new List<string>(batch.Inputs.Count);
        foreach (var input in batch.Inputs)
        {
            fingerprints.Add(await OfAsync(input, cancellationToken));
        }

        return fingerprints;
    }

    /// <summary>The fingerprint of a batch whose inputs have these.</summary>
    public static string Of(IEnumerable<string> inputs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var input in inputs)
        {
            Append(hash, input);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<string> ComputeAsync(ActionInput input, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, input.Action.Name);
        foreach (var (parameter, value) in input.Values.Of(input.Action.Parameters))
        {
            Append(hash, parameter.Name);
            switch (value)
            {
                case FileReference { Upload: { } upload }:
                    await using (var file = upload.OpenRead())
                    {
                        hash.AppendData(await SHA256.HashDataAsync(file, cancellationToken));
                    }

                    break;
                case FileReference { Base64: { } base64 }:
                    Append(hash, base64);
                    break;
                default:
                    Append(hash, parameter.ToJson(value).GetRawText());
                    break;
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>With a separator that no JSON text holds, so that no two inputs run into the same bytes.</summary>
    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
}
