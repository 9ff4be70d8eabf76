using Connector.Api.Http;
using Connector.Output;

namespace Connector.Api.Endpoints;

/// <summary><c>DELETE /api/files/{path}</c>: deletes a saved file.</summary>
internal sealed class DeleteFileEndpoint(FileCleanup cleanup) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("delete-file", [HttpMethods.Delete], FileEndpoint.Route, EndpointType.Of<DeleteFileEndpoint>())
    {
        // The route also matches without a path, and a host may prefer it to that of several files.
        Meant = context => FileEndpoint.PathOf(context).Length == 0 ? DeleteFilesEndpoint.Endpoint : null,
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Files,
            Summary = "Delete a file",
            Text = "Deletes a saved file for good, with what is kept of how it was made.",
            Parameters = [FileEndpoint.PathParameter],
            Answers = [new(204, "The file is deleted.")],
            Problems = [404, 503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var path = FileEndpoint.PathOf(context);

        if (!context.Caller().Sees(path) || !await cleanup.DeleteAsync(path, context.RequestAborted))
        {
            throw FileAnswer.NotFound(path);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
