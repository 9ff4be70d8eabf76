using System.Text.Json;

namespace Connector.Cli.Commands;

/// <summary>A receipt in words, for a person.</summary>
internal static class ReceiptText
{
    private static readonly string[] JobMembers = ["id", "job_url", "result_action"];

    /// <summary>The lines.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="copies">Where its files were copied; empty for nowhere.</param>
    public static IEnumerable<string> Of(JsonElement receipt, IReadOnlyList<string> copies)
    {
        yield return ReceiptFiles.TextOf(receipt, "summary") ?? "";
        var files = ReceiptFiles.Of(receipt);
        for (var place = 0; place < files.Count; place++)
        {
            var file = files[place];
            var where = place < copies.Count ? copies[place]
                : ReceiptFiles.PlaceOf(file) is { } local ? Path.GetRelativePath(Directory.GetCurrentDirectory(), local)
                : ReceiptFiles.TextOf(file, "url");
            yield return $"  {where}  {string.Join(", ", FactsOf(file))}";
        }

        if (files.Count == 0)
        {
            if (receipt.TryGetProperty("data", out var data))
            {
                yield return JsonText.Of(data);
            }

            foreach (var name in JobMembers.Where(name => receipt.TryGetProperty(name, out _)))
            {
                yield return $"  {name} {ReceiptFiles.TextOf(receipt, name)}";
            }
        }

        if (receipt.TryGetProperty("warnings", out var warnings))
        {
            foreach (var warning in warnings.EnumerateArray())
            {
                yield return $"  Note: {warning}";
            }
        }

        var price = ReceiptFiles.TextOf(receipt, "credits") is { } credits ? $"{credits} credits" : "No documented price";
        yield return receipt.TryGetProperty("sandbox", out var sandbox) && sandbox.ValueKind == JsonValueKind.True
            ? $"  {price}; by the sandbox, so nothing was spent"
            : $"  {price}";
    }

    private static IEnumerable<string> FactsOf(JsonElement file)
    {
        if (ReceiptFiles.TextOf(file, "width") is { } width && ReceiptFiles.TextOf(file, "height") is { } height)
        {
            yield return $"{width}×{height}";
        }

        if (file.TryGetProperty("bytes", out var bytes) && bytes.TryGetInt64(out var length))
        {
            yield return SizeText.Of(length);
        }

        if (ReceiptFiles.TextOf(file, "seed") is { } seed)
        {
            yield return $"seed {seed}";
        }

        if (ReceiptFiles.TextOf(file, "finish_reason") is { } reason and not "SUCCESS")
        {
            yield return reason;
        }
    }
}
