namespace Connector.Declaration;

/// <summary>The documented price of an action's call. One credit is 0.01 US dollars.</summary>
/// <param name="AsOf">The day the price was last checked against its source; null where the operator says it.</param>
/// <param name="Source">Where the price is documented, or the setting that says it.</param>
public abstract record CreditPrice(DateOnly? AsOf, string Source)
{
    /// <summary>The price in words, generated from its numbers.</summary>
    public abstract string Description { get; }

    /// <summary>The parameters that the price depends on.</summary>
    public abstract IReadOnlyList<Parameter> DependsOn { get; }

    /// <summary>The price of one call in credits; null when the table has none for this input.</summary>
    /// <param name="values">The values of a valid input of the action.</param>
    public abstract decimal? Of(ParameterValues values);
}
