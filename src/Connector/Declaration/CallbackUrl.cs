using Connector.Actions;

namespace Connector.Declaration;

/// <summary>
/// Who is called when a run has ended that nobody waits for: a parameter of every action that makes something, given to them by the
/// <see cref="Catalog"/>.
/// </summary>
public static class CallbackUrl
{
    /// <summary>The header that says the same, for hosts that cannot change the body.</summary>
    public const string HeaderName = "Callback-Url";

    /// <summary>The parameter; it steers the connector and is not sent.</summary>
    public static TextParameter Parameter { get; } = new()
    {
        Name = "callback_url",
        Label = "Callback URL",
        Description = "Where the receipt or problem is sent with a signed POST when a call has ended that nobody waits for: a job, or a batch. An https address.",
        Place = Place.Connector,
        MinLength = 1,
        MaxLength = 2048,
        Example = "https://flows.example/hooks/picture",
    };

    /// <summary>The action with the parameter.</summary>
    internal static ConnectorAction AddTo(ConnectorAction action) =>
        action.Endpoint.Method == HttpMethod.Get ? action : action with { Parameters = [.. action.Parameters, Parameter] };
}
