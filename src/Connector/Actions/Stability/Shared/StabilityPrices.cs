using System.Globalization;
using Connector.Declaration;

namespace Connector.Actions.Stability.Shared;

/// <summary>The price table of v2beta, as raised on 2025-08-01.</summary>
internal static class StabilityPrices
{
    private const string Source = "https://platform.stability.ai/pricing";

    /// <summary>Credits of a stable-audio-2 call before its steps are counted.</summary>
    private const decimal AudioBase = 17;

    private const decimal AudioPerStep = 0.06m;

    private const decimal Audio25 = 20;

    private static readonly DateOnly AsOf = new(2026, 7, 13);

    public static CreditPrice Free { get; } = Fixed(0);

    public static CreditPrice Fixed(decimal credits) => new FixedCreditPrice(AsOf, Source, credits);

    public static CreditPrice By(ChoiceParameter choice, IReadOnlyDictionary<string, decimal> credits) => new ChoiceCreditPrice(AsOf, Source, choice, credits);

    /// <summary>"17 + 0.06 x steps" with stable-audio-2, 20 with stable-audio-2.5.</summary>
    public static CreditPrice Audio2(ChoiceParameter model, string audio25, WholeNumberParameter steps, int defaultSteps) => new CustomCreditPrice(
        AsOf,
        Source,
        string.Create(CultureInfo.InvariantCulture, $"{Audio25} credits with {audio25}; {AudioBase} and {AudioPerStep} per step otherwise."),
        [model, steps],
        values => values.Get(model, model.Default!) == audio25 ? Audio25 : AudioBase + (AudioPerStep * values.Get(steps, defaultSteps)));
}
