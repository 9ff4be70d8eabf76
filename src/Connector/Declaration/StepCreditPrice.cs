using System.Globalization;

namespace Connector.Declaration;

/// <summary>A price per image that covers a number of diffusion steps and grows in proportion beyond them, known for one engine.</summary>
/// <param name="AsOf">The day the price was last checked against its source.</param>
/// <param name="Source">Where the price is documented.</param>
/// <param name="PerImage">Credits of one image.</param>
/// <param name="IncludedSteps">The steps that <paramref name="PerImage"/> covers; also what upstream takes when steps are left out.</param>
/// <param name="PricedEngine">The engine the price holds for; other engines have no documented price.</param>
/// <param name="Engine">The parameter that names the engine.</param>
/// <param name="Steps">The parameter that sets the steps.</param>
/// <param name="Samples">The parameter that sets how many images are made.</param>
public sealed record StepCreditPrice(
    DateOnly? AsOf,
    string Source,
    decimal PerImage,
    int IncludedSteps,
    string PricedEngine,
    TextParameter Engine,
    WholeNumberParameter Steps,
    WholeNumberParameter Samples) : CreditPrice(AsOf, Source)
{
    /// <inheritdoc/>
    public override string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{PerImage} credits per image with {PricedEngine} up to {IncludedSteps} steps, in proportion to the steps beyond.");

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> DependsOn => [Engine, Steps, Samples];

    /// <inheritdoc/>
    public override decimal? Of(ParameterValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Get(Engine, Engine.Default ?? "") != PricedEngine)
        {
            return null;
        }

        var steps = Math.Max(values.Get(Steps, IncludedSteps), IncludedSteps);
        return PerImage * steps / IncludedSteps * values.Get(Samples, 1);
    }
}
