namespace Connector.Functions.Endpoints;

/// <summary><c>DELETE /api/files/{path}</c>: deletes a saved file.</summary>
internal static class DeleteFileEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("delete-file", [HttpMethods.Delete], FileEndpoint.Route, HandleAsync)
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

    private static async Task HandleAsync(HttpContext context)
    {
        var path = FileEndpoint.PathOf(context);
        if (!await context.Runtime().Sink.DeleteAsync(path, context.RequestAborted))
        {
            throw FileEndpoint.NotFound(path);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
