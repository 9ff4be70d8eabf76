using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Connector.Page.Content;

/// <summary>A module, style sheet or symbol of the page.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ETag">Its tag, in quotes: it changes with the bytes.</param>
public sealed record PageAsset(ReadOnlyMemory<byte> Content, string ContentType, string ETag)
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".mjs"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every asset by its file name.</summary>
    public static IReadOnlyDictionary<string, PageAsset> All { get; } = typeof(PageAsset).Assembly.GetManifestResourceNames()
        .Where(name => Types.ContainsKey(Path.GetExtension(name)))
        .ToFrozenDictionary(name => name, Of, StringComparer.Ordinal);

    /// <summary>The bytes of an embedded file.</summary>
    internal static byte[] Read(string name)
    {
        using var stream = typeof(PageAsset).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>Lines that are comments are for those who read the source; every visitor would load them.</summary>
    private static byte[] WithoutComments(byte[] content) => Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(content).Split('\n').Where(line => !IsComment(line.AsSpan().Trim()))));

    private static bool IsComment(ReadOnlySpan<char> line) => line.StartsWith("//") || (line.StartsWith("/*") && line.EndsWith("*/"));

    private static PageAsset Of(string name)
    {
        var content = WithoutComments(Read(name));
        return new PageAsset(content, Types[Path.GetExtension(name)], $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
    }
}
