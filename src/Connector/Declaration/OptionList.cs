namespace Connector.Declaration;

/// <summary>A list of dropdown values that an upstream call fills: a JSON array with one object per value, alone or within an object.</summary>
public sealed record OptionList
{
    /// <summary>The list's name in <c>/api/options/{app}/{list}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence on what the list holds.</summary>
    public required string Description { get; init; }

    /// <summary>The upstream path that a GET reads the list from.</summary>
    public required string Path { get; init; }

    /// <summary>The property shown to people.</summary>
    public required string LabelProperty { get; init; }

    /// <summary>The property sent upstream.</summary>
    public required string ValueProperty { get; init; }

    /// <summary>Values that upstream may still list and no longer serves; a dropdown marks them.</summary>
    public IReadOnlySet<string> Retired { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The property of the answer that holds the list; null where the answer is the list.</summary>
    public string? ItemsProperty { get; init; }

    /// <summary>The property that <c>?type=</c> filters by; null where upstream groups nothing.</summary>
    public string? TypeProperty { get; init; }

    /// <summary>The types that upstream documents, whether or not it lists anything of them.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];
}
