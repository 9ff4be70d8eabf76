using System.Text.Encodings.Web;
using System.Text.Json;

namespace Connector.Api.Documents;

/// <summary>The two ways JSON is written. Letters of every language stay readable: the content type says JSON, HTML needs no escaping.</summary>
public static class JsonStyles
{
    /// <summary>For programs.</summary>
    public static ApiJson Compact { get; } = Create(indented: false);

    /// <summary>For people: indented.</summary>
    public static ApiJson Indented { get; } = Create(indented: true);

    private static ApiJson Create(bool indented) => new(new JsonSerializerOptions(ApiJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
    });
}
