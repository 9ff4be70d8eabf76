using System.Globalization;

namespace Connector.Declaration;

/// <summary>A price that depends on a choice, such as the model.</summary>
/// <param name="AsOf">The day the price was last checked against its source.</param>
/// <param name="Source">Where the price is documented.</param>
/// <param name="Parameter">The choice.</param>
/// <param name="Credits">The credits of one call by choice.</param>
public sealed record ChoiceCreditPrice(DateOnly? AsOf, string Source, ChoiceParameter Parameter, IReadOnlyDictionary<string, decimal> Credits)
    : CreditPrice(AsOf, Source)
{
    /// <inheritdoc/>
    public override string Description =>
        $"Credits per call by {Parameter.Name}: {string.Join(", ", Credits.Select(price => string.Create(CultureInfo.InvariantCulture, $"{price.Key} {price.Value}")))}.";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> DependsOn => [Parameter];

    /// <inheritdoc/>
    public override decimal? Of(ParameterValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Credits.TryGetValue(values.Get(Parameter, Parameter.Default ?? ""), out var credits) ? credits : null;
    }
}
