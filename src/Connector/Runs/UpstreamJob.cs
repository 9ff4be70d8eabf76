using Connector.Recipes;

namespace Connector.Runs;

/// <summary>A job that upstream works on.</summary>
/// <param name="Id">Upstream's id.</param>
/// <param name="ResultAction">The action that fetches the result.</param>
/// <param name="Since">When upstream accepted it.</param>
/// <param name="Credits">The documented price of the call that began it; null when none is documented.</param>
public sealed record UpstreamJob(string Id, string ResultAction, DateTimeOffset Since, decimal? Credits)
{
    /// <summary>How its files are made; null where that is not kept.</summary>
    public Recipe? Recipe { get; init; }

    /// <summary>The last look at it; null before the first.</summary>
    public JobLook? LastLook { get; init; }
}
