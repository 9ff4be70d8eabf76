namespace Connector.Api.Pipeline;

/// <summary>What stands between callers and the pipeline.</summary>
/// <param name="KeepsPagesOut">Whether it tells which web pages may call, so that the pipeline need not.</param>
/// <param name="RequestId">The id under which it logs a request; null where there is none.</param>
internal sealed record FrontHost(bool KeepsPagesOut, Func<HttpRequest, string?> RequestId)
{
    /// <summary>Nothing: callers reach this server itself.</summary>
    public static FrontHost None { get; } = new(KeepsPagesOut: false, _ => null);
}
