using Connector.Api.Http;
using Connector.Files;

namespace Connector.Api.Endpoints;

/// <summary><c>DELETE /api/files/{path}</c>: deletes a saved file.</summary>
internal sealed class DeleteFileEndpoint(IMediaSink sink) : IEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("delete-file", [HttpMethods.Delete], FileEndpoint.Route, EndpointType.Of<DeleteFileEndpoint>())
    {
        Describe = () => new OperationDescription
        {
            Group = ApiGroups.Files,
            Summary = "Delete a file",
            Text = "Deletes a saved file for good.",
            Parameters = [FileEndpoint.PathParameter],
            Answers = [new(204, "The file is deleted.")],
            Problems = [404, 503],
        },
    };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var path = FileEndpoint.PathOf(context);
        if (!await sink.DeleteAsync(path, context.RequestAborted))
        {
            throw FileAnswer.NotFound(path);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
