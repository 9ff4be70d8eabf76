using System.Text.Json;
using Connector.Files;
using Connector.Recipes;

namespace Connector.Output;

/// <summary>Files were saved: their paths, never their bytes.</summary>
public sealed record MediaReceipt : ActionReceipt
{
    /// <summary>The first file's path.</summary>
    public string Path => Files[0].Path;

    /// <summary>The first file's location.</summary>
    public Uri Location => Files[0].Location;

    /// <summary>The first file's link.</summary>
    public Uri Url => Files[0].Url;

    /// <summary>The saved files, in upstream's order.</summary>
    public required IReadOnlyList<MediaFile> Files { get; init; }

    /// <summary>What upstream says that the call used up, such as tokens, in its own words; absent where it says nothing.</summary>
    public JsonElement? Usage { get; init; }

    /// <summary>The receipt with more warnings.</summary>
    internal MediaReceipt Warn(IReadOnlyList<string> more) => more.Count == 0 ? this : this with { Warnings = [.. Warnings ?? [], .. more] };

    /// <summary>The receipt, once its recipe is kept: one that cannot be is a warning.</summary>
    internal async Task<MediaReceipt> KeepAsync(Recipe? recipe, RecipeRecords recipes, CancellationToken cancellationToken) =>
        await recipes.TryKeepAsync(recipe, Files.Select(file => new RecipeFile(file.Path, file.Seed)), cancellationToken) is { } why ? Warn([why]) : this;

    /// <summary>The receipt with new links, for somebody who gets it later: links of blobs work for a short time.</summary>
    /// <param name="sink">Where the files are.</param>
    /// <param name="filesUrl">What a file's path is appended to, as this caller reached the server.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<MediaReceipt> WithNewLinksAsync(IMediaSink sink, Uri? filesUrl, CancellationToken cancellationToken)
    {
        var files = new List<MediaFile>(Files.Count);
        foreach (var file in Files)
        {
            files.Add(file with { Url = await sink.LinkAsync(file.Path, filesUrl, cancellationToken) });
        }

        return this with { Files = files };
    }
}
