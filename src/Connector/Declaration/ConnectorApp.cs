namespace Connector.Declaration;

/// <summary>One upstream API with its own key. Its actions share the base URL, the key and the headers.</summary>
public sealed record ConnectorApp
{
    /// <summary>The app slug, lower-case letters and digits: the first part of every action name and of its settings.</summary>
    public required string Slug { get; init; }

    /// <summary>The name shown to people.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence on what the API offers.</summary>
    public required string Description { get; init; }

    /// <summary>Who makes what it answers, by the name that OpenTelemetry's conventions for generative AI have or would make; the slug where nobody is known.</summary>
    public string Provider { get => field ?? Slug; init; }

    /// <summary>The proper names in its actions' titles, which keep their capitals in a sentence.</summary>
    public IReadOnlyList<string> ProductNames { get; init; } = [];

    /// <summary>Where the API is found unless <see cref="BaseUrlSetting"/> says otherwise.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The vendor's documentation.</summary>
    public required Uri DocumentationUrl { get; init; }

    /// <summary>Where an action's call is described there: what follows the page's address, for example <c>#images</c>; null where the vendor has no such places.</summary>
    public Func<ConnectorAction, string>? Section { get; init; }

    /// <summary>A second setting that may hold the key, for apps whose vendor has one key for several APIs; null when there is none.</summary>
    public string? SharedKeySetting { get; init; }

    /// <summary>Where requests carry the key; with several, <see cref="KeyPlacementSetting"/> chooses, and the first is the default.</summary>
    public IReadOnlyList<KeyPlacement> KeyPlacements { get; init; } = [KeyPlacement.Bearer];

    /// <summary>Values in the query of every call that come from settings, such as the version of the API.</summary>
    public IReadOnlyList<AppQuery> Query { get; init; } = [];

    /// <summary>How the app says what went wrong; null where that is as everywhere.</summary>
    public ErrorShape? Errors { get; init; }

    /// <summary>Request headers whose values come from settings, such as an organization.</summary>
    public IReadOnlyList<AppHeader> Headers { get; init; } = [];

    /// <summary>The value lists the API offers for dropdowns, such as its engines.</summary>
    public IReadOnlyList<OptionList> OptionLists { get; init; } = [];

    /// <summary>How many calls in 10 seconds upstream allows a key unless <see cref="CallsSetting"/> says otherwise; 0 where it states no limit.</summary>
    public int CallsPer10Seconds { get; init; }

    /// <summary>How long a key rests after a 429 that names no time. Stability: "150 requests in 10 s, else 429 and a 60 s lock-out".</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The unit of <see cref="PriceSetting"/>, for an app whose actions have no documented price; null for an app without that setting.</summary>
    public PriceUnit? PriceUnit { get; init; }

    /// <summary>Where the sandbox serves the app, behind its own address; empty where the app's paths alone tell it from others.</summary>
    public string SandboxPath { get; init; } = "";

    /// <summary>How the key is tested.</summary>
    public required ConnectionTestCall Test { get; init; }

    /// <summary>The setting that <c>$auth.api_key</c> resolves to.</summary>
    public string KeySetting => SettingName("auth__api_key");

    /// <summary>The setting that chooses one of <see cref="KeyPlacements"/>.</summary>
    public string KeyPlacementSetting => SettingName("auth__scheme");

    /// <summary>The setting that says what a file costs.</summary>
    public string PriceSetting => SettingName("price_per_image");

    /// <summary>The setting that replaces <see cref="BaseUrl"/>.</summary>
    public string BaseUrlSetting => SettingName("base_url");

    /// <summary>The setting that replaces <see cref="CallsPer10Seconds"/>.</summary>
    public string CallsSetting => SettingName("calls_per_10_seconds");

    /// <summary>The full name of one of the app's settings, as an environment variable writes it.</summary>
    /// <param name="name">The part behind the app slug.</param>
    public string SettingName(string name) => $"Apps__{Slug}__{name}";
}
