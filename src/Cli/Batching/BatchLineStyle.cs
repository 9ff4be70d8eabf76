using System.Text.Encodings.Web;
using System.Text.Json;

namespace Connector.Cli.Batching;

/// <summary>How the lines of results files are written: letters of every language as they are.</summary>
internal static class BatchLineStyle
{
    /// <summary>For reading and writing.</summary>
    public static BatchJson Json { get; } = new(new JsonSerializerOptions(BatchJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
