namespace Connector.Functions.Http;

/// <summary>Whether a caller waits for the answer: <c>Prefer: respond-async</c> (RFC 7240) or <c>?wait=false</c> says no.</summary>
internal static class WaitPreference
{
    /// <summary>The preference, as it is confirmed in <c>Preference-Applied</c>.</summary>
    public const string Applied = "respond-async";

    public static bool IsAsync(HttpRequest request) =>
        request.Headers["Prefer"].Any(values => values is not null && values.Split(',', ';').Any(value => value.Trim().Equals(Applied, StringComparison.OrdinalIgnoreCase)))
        || request.Query["wait"].ToString().Equals("false", StringComparison.OrdinalIgnoreCase);
}
