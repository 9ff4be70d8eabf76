using Connector.Declaration;

namespace Connector.Actions.Dreamstudio.Shared;

/// <summary>The price table of v1.</summary>
internal static class DreamstudioPrices
{
    /// <summary>The steps that the price of an image covers, also what SDXL takes when steps are left out.</summary>
    public const int IncludedSteps = 30;

    private const string Source = "https://platform.stability.ai/pricing";

    private static readonly DateOnly AsOf = new(2026, 7, 13);

    /// <summary>Reads cost nothing.</summary>
    public static CreditPrice Free { get; } = new FixedCreditPrice(AsOf, Source, 0);

    /// <summary>A live refusal of one SDXL image says "need $0.009": 0.9 credits.</summary>
    public static CreditPrice Diffusion { get; } = new StepCreditPrice(
        AsOf,
        Source,
        PerImage: 0.9m,
        IncludedSteps,
        DreamstudioParameters.DefaultEngine,
        DreamstudioParameters.EngineId,
        DreamstudioParameters.Steps,
        DreamstudioParameters.Samples);
}
