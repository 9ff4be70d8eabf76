using Connector.Failures;
using Connector.Testing;

namespace Connector.Tests.Fetching;

internal static class FetchLabAssertions
{
    /// <summary>Fetches a URL that must fail with this code.</summary>
    public static async Task<ConnectorException> FailAsync(this FetchLab lab, string url, string code)
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => lab.ReadAsync(url));
        Assert.True((400, code) == (failure.Status, failure.Code), $"{failure} after {string.Join(" ", lab.Resolved)}");
        return failure;
    }
}
