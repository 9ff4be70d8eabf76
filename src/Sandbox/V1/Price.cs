using System.Globalization;

namespace Connector.Sandbox.V1;

/// <summary>What a generation costs, in credits of one cent each.</summary>
internal static class Price
{
    /// <summary>What upstream charges for when the steps are omitted.</summary>
    public const long OmittedSteps = 30;

    public static decimal Of(long steps, long samples) => 0.9m * Math.Max(1m, steps / 30m) * samples;

    /// <summary>No document has a price of the upscalers, which are no longer offered; these are the sandbox's own.</summary>
    public static decimal OfUpscale(EngineFamily upscaler) => upscaler == EngineFamily.Esrgan ? 0.2m : 12;

    public static string InDollars(decimal credits) => "$" + (credits / 100).ToString("0.######", CultureInfo.InvariantCulture);
}
