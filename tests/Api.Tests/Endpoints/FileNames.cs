using System.Text;
using System.Text.Json.Nodes;

namespace Connector.Api.Tests.Endpoints;

/// <summary>What people take out of a receipt to give a file to the next step.</summary>
internal static class FileNames
{
    /// <summary>The names of the first file of a receipt.</summary>
    /// <param name="receipt">The receipt of an action.</param>
    /// <param name="server">The server that gave it.</param>
    public static IEnumerable<JsonNode> Of(JsonNode receipt, Uri server)
    {
        var (file, path) = (receipt["files"]![0]!, receipt["path"]!.GetValue<string>());
        foreach (var text in new[]
        {
            path, file["url"]!.GetValue<string>(), file["location"]!.GetValue<string>(), $"/{path}", path.Replace("/", "%2F", StringComparison.Ordinal),
            $"/api/files/{path}", $"api/files/{path}", $"/api/files/{path}?code=key", $"/api/files/{path.Replace("/", "%2f", StringComparison.Ordinal)}",
            $"connector://files/{path}", $"{server}api/files/{path}", $"{server}api/files/{path}?code=key#top", $"http://localhost:{server.Port}/api/files/{path}",
            $"https://{server.Authority}/api/files/{path}", $"{server.Authority}/api/files/{path}",
        })
        {
            yield return text;
            yield return $" {text}\r\n";
            yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
            yield return new JsonObject { ["$content-type"] = "image/png", ["$content"] = text };
            yield return new JsonObject { ["$content-type"] = "image/png", ["$content"] = $"\n{text} " }.ToJsonString();
        }

        foreach (var described in new[]
        {
            file, receipt, receipt["files"]!, new JsonObject { ["url"] = file["url"]!.DeepClone() }, new JsonObject { ["path"] = null, ["location"] = file["location"]!.DeepClone() },
            new JsonObject { ["type"] = "resource_link", ["uri"] = $"connector://files/{path}" },
        })
        {
            yield return described.DeepClone();
            yield return described.ToJsonString();
            yield return $"\r\n {described.ToJsonString()} ";
        }
    }
}
