namespace Connector.Functions.Endpoints;

/// <summary><c>DELETE /api/files/{path}</c>: deletes a saved file.</summary>
internal static class DeleteFileEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("delete-file", [HttpMethods.Delete], FileEndpoint.Prefix + "/{*path}", HandleAsync);

    private static async Task HandleAsync(HttpContext context)
    {
        var path = context.Route("path");
        if (!await context.Runtime().Sink.DeleteAsync(path, context.RequestAborted))
        {
            throw FileEndpoint.NotFound(path);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
