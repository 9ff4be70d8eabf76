using Connector.Declaration;
using Connector.Failures;

namespace Connector.Settings;

/// <summary>How an app is reached: the resolved base URL, <c>$auth.api_key</c> and headers.</summary>
public sealed record AppConnection
{
    /// <summary>The app.</summary>
    public required ConnectorApp App { get; init; }

    /// <summary>The base URL in use.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The key; null when none is set.</summary>
    public string? ApiKey
    {
        get;
        init
        {
            field = value;
            Secret = new SecretForms(value);
        }
    }

    /// <summary>Where requests carry the key.</summary>
    public KeyPlacement KeyPlacement { get; init; } = KeyPlacement.Bearer;

    /// <summary>The query of every call, without its question mark; empty for none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The credits of one file, where a setting says them; null where none does.</summary>
    public decimal? CreditsPerFile { get; init; }

    /// <summary>The headers that settings give values to, by header name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many calls in 10 seconds the key allows, to all instances together; 0 for no limit.</summary>
    public int CallsPer10Seconds { get; init; }

    /// <summary>Whether the sandbox stands in for the real API.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>The forms in which the key may stand in a text.</summary>
    internal SecretForms Secret { get; private init; } = SecretForms.None;

    /// <summary>The key, or a failure that names the setting to fill.</summary>
    /// <exception cref="ConnectorException"><c>missing_api_key</c> (401).</exception>
    internal string RequireApiKey() => ApiKey ?? throw new ConnectorException(
        401,
        ErrorCodes.MissingApiKey,
        $"No API key is set for {App.Title}. Set {string.Join(" or ", new[] { App.KeySetting, App.SharedKeySetting }.OfType<string>())} and start again.");

    /// <summary>An address of the app with what belongs into its query.</summary>
    internal Uri WithQuery(Uri url) => Query.Length == 0 ? url : new Uri($"{url.AbsoluteUri}{(url.Query.Length == 0 ? '?' : '&')}{Query}");

    /// <summary>Never prints the key.</summary>
    /// <returns>The slug and the base URL.</returns>
    public override string ToString() => $"{App.Slug} at {BaseUrl}";
}
