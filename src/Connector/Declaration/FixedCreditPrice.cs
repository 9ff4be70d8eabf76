using System.Globalization;

namespace Connector.Declaration;

/// <summary>The same price for every call.</summary>
/// <param name="AsOf">The day the price was last checked against its source.</param>
/// <param name="Source">Where the price is documented.</param>
/// <param name="Credits">The credits of one call; 0 for a free one.</param>
public sealed record FixedCreditPrice(DateOnly? AsOf, string Source, decimal Credits) : CreditPrice(AsOf, Source)
{
    /// <inheritdoc/>
    public override string Description => Credits == 0 ? "Free." : string.Create(CultureInfo.InvariantCulture, $"{Credits} credits per call.");

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> DependsOn => [];

    /// <inheritdoc/>
    public override decimal? Of(ParameterValues values) => Credits;
}
