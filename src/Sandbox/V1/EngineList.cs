using System.Text.Json;
using Connector.Sandbox.Accounts;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V1;

/// <summary><c>GET /v1/engines/list</c>.</summary>
internal static class EngineList
{
    public static async Task<V1Error?> AnswerAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartArray();
        foreach (var engine in Engines.All)
        {
            json.WriteStartObject();
            json.WriteString("id", engine.Id);
            json.WriteString("name", engine.Name);
            json.WriteString("description", engine.Description);
            json.WriteString("type", "PICTURE");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        await json.FlushAsync(cancellationToken);
        return null;
    }
}
