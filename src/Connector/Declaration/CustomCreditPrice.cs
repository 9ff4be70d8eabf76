namespace Connector.Declaration;

/// <summary>A price of its own kind, written in C#.</summary>
/// <param name="AsOf">The day the price was last checked against its source.</param>
/// <param name="Source">Where the price is documented.</param>
/// <param name="Words">The price in words.</param>
/// <param name="Parameters">The parameters that it is computed from.</param>
/// <param name="Compute">The price of a call.</param>
public sealed record CustomCreditPrice(
    DateOnly? AsOf, string Source, string Words, IReadOnlyList<Parameter> Parameters, Func<ParameterValues, decimal?> Compute) : CreditPrice(AsOf, Source)
{
    /// <inheritdoc/>
    public override string Description => Words;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> DependsOn => Parameters;

    /// <inheritdoc/>
    public override decimal? Of(ParameterValues values) => Compute(values);
}
