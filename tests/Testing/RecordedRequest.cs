using System.Text;

namespace Connector.Testing;

/// <summary>A request as it reached a scripted upstream.</summary>
public sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    /// <summary>The query with its question mark; empty for none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The body as text.</summary>
    public string Body => Encoding.UTF8.GetString(Bytes);
}
