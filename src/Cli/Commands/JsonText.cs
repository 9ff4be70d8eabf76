using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Connector.Cli.Commands;

/// <summary>JSON as it is printed: indented, letters of every language as they are.</summary>
internal static class JsonText
{
    /// <summary>The text of an element.</summary>
    /// <param name="element">The element.</param>
    public static string Of(JsonElement element)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
