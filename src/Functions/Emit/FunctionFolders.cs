using System.Text;
using System.Text.Json;
using Connector.Declaration;
using Connector.Functions.Endpoints;

namespace Connector.Functions.Emit;

/// <summary>The folders that tell the Functions host which functions a custom handler serves: <c>{name}/function.json</c>.</summary>
internal static class FunctionFolders
{
    /// <summary>Writes one folder per function.</summary>
    /// <param name="folder">The published app, where host.json lies.</param>
    /// <param name="catalog">The actions.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public static async Task WriteAsync(string folder, Catalog catalog, CancellationToken cancellationToken)
    {
        foreach (var function in HostedFunction.All(catalog))
        {
            var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, function.Name)).FullName, "function.json");
            await File.WriteAllTextAsync(path, Write(function), cancellationToken);
        }
    }

    private static string Write(HostedFunction function)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("bindings");

            switch (function)
            {
                case HttpFunction http:
                    WriteHttp(json, http);
                    break;
                case QueueFunction queue:
                    WriteQueue(json, queue);
                    break;
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    /// <summary>The host forwards requests untouched to functions that have just these two bindings.</summary>
    private static void WriteHttp(Utf8JsonWriter json, HttpFunction function)
    {
        json.WriteStartObject();
        json.WriteString("type", "httpTrigger");
        json.WriteString("direction", "in");
        json.WriteString("name", "request");
        json.WriteString("authLevel", function.AuthLevel);
        json.WriteStartArray("methods");
        foreach (var method in function.Methods)
        {
            json.WriteStringValue(method);
        }

        json.WriteEndArray();
        json.WriteString("route", function.Route);
        json.WriteEndObject();

        json.WriteStartObject();
        json.WriteString("type", "http");
        json.WriteString("direction", "out");
        json.WriteString("name", "response");
        json.WriteEndObject();
    }

    private static void WriteQueue(Utf8JsonWriter json, QueueFunction function)
    {
        json.WriteStartObject();
        json.WriteString("type", "queueTrigger");
        json.WriteString("direction", "in");
        json.WriteString("name", QueueFunction.Message);
        json.WriteString("queueName", function.Queue);
        json.WriteString("connection", QueueFunction.Connection);
        json.WriteEndObject();
    }
}
