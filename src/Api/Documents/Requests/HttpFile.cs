using System.Text;
using Connector.Actions;
using Connector.Api.Documents.Api;
using Connector.Api.Documents.OpenApi;

namespace Connector.Api.Documents.Requests;

/// <summary>The requests as a file of VS Code's REST Client, Visual Studio and Rider.</summary>
public static class HttpFile
{
    /// <summary>The file.</summary>
    /// <param name="api">The API.</param>
    /// <param name="catalog">The catalog.</param>
    public static string Write(ApiDescription api, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(catalog);
        var text = new StringBuilder("""
            # Every action and each other route of the connector once, for VS Code (REST Client), Visual Studio and Rider.
            # Start it with "dotnet run --project src/Cli" and send a request. Those that take a file or an id of an earlier answer name it by a
            # variable: send the request that makes it, and put what it answered here.
            @host = http://127.0.0.1:7071
            @key = unused-on-this-machine

            """);
        foreach (var variable in ExampleRequests.Variables)
        {
            text.Append($"@{variable} = {variable}-of-an-earlier-answer\n");
        }

        foreach (var request in ExampleRequests.Of(api, catalog))
        {
            var gives = request.Sets is { } variable ? $" ({request.SetsFrom} of the answer is @{variable})" : "";
            text.Append($"\n### {request.Name}{gives}\n# @name {request.Id}{(request.File is null ? "" : OpenApiNames.Pascal(request.Sets!))}\n{request.Method} {{{{host}}}}{request.Path}\n{ApiDescription.KeyHeader}: {{{{key}}}}\n");
            if (request.File is { } file)
            {
                text.Append($"Content-Type: {ApiContent.AnyBytes}\n\n< ./{file}\n");
            }
            else if (request.Body is { } body)
            {
                text.Append($"Content-Type: {ApiContent.Json}\n\n{body.ToJsonString(JsonStyles.Indented.Options)}\n");
            }
        }

        return text.ToString();
    }
}
