using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Connector.Records;

/// <summary>What every store demands of a record. Names are made by the connector, so a wrong one is a fault of its own.</summary>
internal static class RecordRules
{
    /// <summary>The kind that tells how files were made. A power cut that takes a file, which is not flushed, may take its recipe too.</summary>
    public const string Recipes = "recipes";

    private const int LongestPart = 100;

    /// <summary>No capitals, which some file systems do not tell apart, and no dots, which lead up or hide.</summary>
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static bool IsKind(string text) => IsPart(text);

    public static bool IsName(string text) => text.Split('/') is [var kind, var id] && IsPart(kind) && IsPart(id);

    public static void ThrowIfNoName(string name, [CallerArgumentExpression(nameof(name))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (!IsName(name))
        {
            throw new ArgumentException($"\"{name}\" is not the name of a record.", parameter);
        }
    }

    public static void ThrowIfNoKind(string kind, [CallerArgumentExpression(nameof(kind))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(kind, parameter);
        if (!IsKind(kind))
        {
            throw new ArgumentException($"\"{kind}\" is not a kind of records.", parameter);
        }
    }

    public static void ThrowIfTooLarge(ReadOnlyMemory<byte> content, [CallerArgumentExpression(nameof(content))] string? parameter = null)
    {
        if (content.Length > IRecordStore.MostBytes)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A record may have at most {IRecordStore.MostBytes:N0} bytes; this one has {content.Length:N0}."),
                parameter);
        }
    }

    /// <summary>Whether a text could be a kind or an id.</summary>
    public static bool IsPart(ReadOnlySpan<char> text) => text.Length is > 0 and <= LongestPart && !text.ContainsAnyExcept(Characters);
}
