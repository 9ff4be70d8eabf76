using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Output;

namespace Connector.Api.Endpoints;

/// <summary><c>DELETE /api/files?prefix=&amp;before=</c>: deletes old files, or only counts them.</summary>
internal sealed class DeleteFilesEndpoint(FileCleanup cleanup) : IEndpoint
{
    /// <summary>The most files of one request: it ends before clients and front ends give up.</summary>
    private const int MostFiles = 1000;

    private static readonly TextParameter Prefix = ListFilesEndpoint.Prefix with
    {
        Description = "What the paths begin with; left out, the files of all folders are meant.",
    };

    private static readonly TextParameter Before = new()
    {
        Name = "before",
        Label = "Before",
        Description = "The day (UTC) before which they were saved, by the day in their paths.",
        Required = true,
        Example = "2026-11-01",
    };

    private static readonly FlagParameter IsDryRun = new()
    {
        Name = "dry_run",
        Label = "Dry Run",
        Description = "Counts the files and deletes none.",
        Default = false,
    };

    public static HttpEndpoint Endpoint { get; } = new("delete-files", [HttpMethods.Delete], Routes.Files, EndpointType.Of<DeleteFilesEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Files,
            Summary = "Delete old files",
            Text = $"Deletes the files that were saved before a day, all or those of a prefix, with what is kept of how they were made; {MostFiles:N0} at most, and tells whether there are more. A dry run counts all of them.",
            Parameters = [new(ApiPlace.Query, Prefix), new(ApiPlace.Query, Before), new(ApiPlace.Query, IsDryRun)],
            Answers = [ApiAnswer.Json<DeletedFilesDocument>(200, "What was deleted, or would be.")],
            Problems = [503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var (prefix, before, isDryRun) = (context.Query(Prefix), QueryDay.Read(context, Before), QueryFlag.IsSet(context.Request, IsDryRun));
        if (before is not { } day)
        {
            throw QueryDay.Refused(Before, $"?{Before.Name}= must name the day before which files are meant, such as {Before.Example}.");
        }

        var cleaned = await cleanup.DeleteAsync(context.Caller().PrefixOf(prefix), day, MostFiles, isDryRun, context.RequestAborted);
        await JsonAnswer.WriteAsync(
            context, new DeletedFilesDocument(isDryRun, cleaned.Files, cleaned.Bytes, cleaned.HasMore), JsonStyles.Compact.DeletedFilesDocument);
    }
}
