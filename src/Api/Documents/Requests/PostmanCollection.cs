using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Documents.Api;

namespace Connector.Api.Documents.Requests;

/// <summary>The requests as a collection of Postman, which Bruno and Insomnia import: format 2.1. Run from the top, each takes what it needs from the answers before it.</summary>
public static class PostmanCollection
{
    private const string Format = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

    /// <summary>The collection.</summary>
    /// <param name="api">The API.</param>
    /// <param name="catalog">The catalog.</param>
    public static JsonObject Write(ApiDescription api, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(catalog);
        return new JsonObject
        {
            ["info"] = new JsonObject { ["name"] = "Connector", ["description"] = ApiDescription.Text, ["schema"] = Format },
            ["auth"] = new JsonObject
            {
                ["type"] = "apikey",
                ["apikey"] = new JsonArray(Pair("key", ApiDescription.KeyHeader), Pair("value", "{{key}}"), Pair("in", "header")),
            },
            ["variable"] = new JsonArray([Variable("host", "http://127.0.0.1:7071"), Variable("key", "unused-on-this-machine"), .. ExampleRequests.Variables.Select(name => Variable(name, ""))]),
            ["item"] = ExampleRequests.Of(api, catalog).ToJsonArray(ItemOf),
        };
    }

    private static JsonObject ItemOf(ExampleRequest request)
    {
        var call = new JsonObject
        {
            ["method"] = request.Method,
            ["url"] = $"{{{{host}}}}{request.Path}",
            ["header"] = TypeOf(request) is { } type ? new JsonArray(new JsonObject { ["key"] = "Content-Type", ["value"] = type }) : [],
        };
        call.Set("body", request.File is { } file ? new JsonObject { ["mode"] = "file", ["file"] = new JsonObject { ["src"] = file } }
            : request.Body is { } body ? new JsonObject { ["mode"] = "raw", ["raw"] = body.ToJsonString(JsonStyles.Indented.Options) }
            : null);
        var item = new JsonObject { ["name"] = $"{request.Group}: {request.Name}", ["request"] = call };
        if (request.Sets is { } variable)
        {
            item["event"] = new JsonArray(new JsonObject
            {
                ["listen"] = "test",
                ["script"] = new JsonObject { ["type"] = "text/javascript", ["exec"] = new JsonArray($"pm.collectionVariables.set(\"{variable}\", pm.response.json().{request.SetsFrom});") },
            });
        }

        return item;
    }

    private static string? TypeOf(ExampleRequest request) => request.File is not null ? ApiContent.AnyBytes : request.Body is not null ? ApiContent.Json : null;

    private static JsonObject Pair(string key, string value) => new() { ["key"] = key, ["value"] = value, ["type"] = "string" };

    private static JsonObject Variable(string name, string value) => new() { ["key"] = name, ["value"] = value };
}
