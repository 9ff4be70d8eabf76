using System.Globalization;
using System.Text.Json;
using Connector.Api.Documents;
using Connector.Failures;
using Connector.Files;
using Connector.Images;
using Connector.Output;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>What a call came to, as a model reads it: a text, the pictures themselves where they are small, and links.</summary>
internal static class McpResults
{
    /// <summary>
    /// The bytes of pictures that a result carries. Claude Desktop takes results of at most 1 MiB; base64 makes 1,000,000 characters of
    /// these, which leaves room for the rest.
    /// </summary>
    private const int MostPictureBytes = 750_000;

    /// <summary>The result of a call that succeeded.</summary>
    public static async Task<CallToolResult> OfAsync(ActionReceipt receipt, IMediaSink sink, CancellationToken cancellationToken)
    {
        var files = (receipt as MediaReceipt)?.Files ?? [];
        var pictures = new List<ContentBlock>();
        var large = new List<MediaFile>();
        var left = MostPictureBytes;
        foreach (var file in files.Where(file => MediaFormat.FromPath(file.Path).IsImage))
        {
            if (file.Bytes > left)
            {
                large.Add(file);
            }
            else if (await sink.FindAsync(file.Path, cancellationToken) is { } stored)
            {
                // Unless it has been deleted since it was saved.
                pictures.Add(ImageContentBlock.FromBytes(await McpResources.ReadAsync(stored, cancellationToken), file.ContentType));
                left -= (int)file.Bytes;
            }
        }

        return new CallToolResult
        {
            Content = [new TextContentBlock { Text = TextOf(receipt, large) }, .. pictures, .. files.Select(LinkTo)],
            StructuredContent = JsonSerializer.SerializeToElement(receipt, JsonStyles.Compact.ActionReceipt),
        };
    }

    /// <summary>The result of a call that failed: everything that is wrong, and what to do.</summary>
    public static CallToolResult Of(ProblemDocument problem, string tool) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = string.Join('\n', LinesOf(problem, tool)) }],
    };

    private static IEnumerable<string> LinesOf(ProblemDocument problem, string tool)
    {
        if (problem.Problems is { } problems)
        {
            yield return $"{tool} was not run. Correct these arguments and call it again:";
            foreach (var wrong in problems)
            {
                yield return $"- {wrong.Parameter} ({wrong.Code}): {wrong.Message}";
            }

            if (problem.MayHaveBeenCharged is { } charged)
            {
                yield return ConnectorException.ChargeSentence(charged);
            }
        }
        else
        {
            yield return problem.Detail;
        }

        if (problem.RetryAfter is { } seconds)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Wait {seconds} s before another try.");
        }

        yield return $"Code {problem.Code}, request {problem.RequestId}.";
    }

    /// <summary>The receipt in words, for models that see nothing else of it.</summary>
    private static string TextOf(ActionReceipt receipt, IReadOnlyList<MediaFile> large)
    {
        string[] more = receipt switch
        {
            MediaReceipt media =>
            [
                .. media.Files.Select(Describe),
                .. large.Select(TooLarge),
                "To work on a file, give its path to the next tool.",
            ],
            JobReceipt job => [$"Its id is {job.Id}."],
            DataReceipt data => [data.Data.GetRawText()],
            _ => [],
        };
        string[] sandbox = receipt.Sandbox ? ["The sandbox answered: no real API was called and no credits were spent."] : [];
        return string.Join('\n', [receipt.Summary, .. more, .. receipt.Warnings ?? [], .. sandbox]);
    }

    private static string Describe(MediaFile file)
    {
        string?[] facts =
        [
            file.ContentType,
            file is { Width: { } width, Height: { } height } ? string.Create(CultureInfo.InvariantCulture, $"{width} x {height}") : null,
            string.Create(CultureInfo.InvariantCulture, $"{file.Bytes} bytes"),
            file.Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $"seed {seed}") : null,
            file.FinishReason,
        ];
        return $"- path {file.Path} ({string.Join(", ", facts.OfType<string>())}), {file.Url}";
    }

    private static string TooLarge(MediaFile file) => string.Create(
        CultureInfo.InvariantCulture,
        $"{file.Path} is too large to be shown here: a result carries pictures of {MostPictureBytes:N0} bytes together. See it at {file.Url}, or read the resource {McpResources.UriOf(file.Path)}.");

    private static ResourceLinkBlock LinkTo(MediaFile file) => new()
    {
        Uri = McpResources.UriOf(file.Path),
        Name = file.Path,
        MimeType = file.ContentType,
        Size = file.Bytes,
    };
}
