using System.Globalization;
using Connector.Callers;
using Connector.Declaration;
using Connector.Failures;

namespace Connector.Settings;

/// <summary>Reads the settings; whatever is unknown or contradicts itself stops the start, all of it in one message.</summary>
public static class SettingsReader
{
    /// <summary>What App Service sets where its authentication is switched on: it takes its headers from callers then, and sets them itself.</summary>
    private const string PlatformSignsIn = "WEBSITE_AUTH_ENABLED";

    /// <summary>Reads the settings out of a flattened configuration.</summary>
    /// <param name="configuration">Keys and values, levels joined by a colon; other programs' keys may be among them.</param>
    /// <param name="apps">The apps.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>, naming every setting at fault.</exception>
    public static ConnectorOptions Read(IEnumerable<KeyValuePair<string, string?>> configuration, IReadOnlyList<ConnectorApp> apps)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(apps);
        var known = ConnectorSettings.All(apps);
        var given = (from pair in configuration
                     where !string.IsNullOrWhiteSpace(pair.Value)

                     // A key read from a file often has the file's line break at its end.
                     select (Name: pair.Key.Replace(":", "__", StringComparison.Ordinal), Value: pair.Value!.Trim())).ToList();
        var faults = new List<string>();
        faults.AddRange(
            from setting in given
            where !known.Any(one => one.Matches(setting.Name)) && (IsOurs(setting.Name, known) || IsMisspelled(setting.Name))
            select $"{setting.Name} is not a setting.{Suggestion(setting.Name)}");

        var options = new ConnectorOptions
        {
            Connections = apps.ToDictionary(app => app.Slug, Connection, StringComparer.Ordinal),
            StorageRoot = Value(ConnectorSettings.StorageRoot) ?? ConnectorSettings.StorageRoot.Default,
            SpillRoot = Value(ConnectorSettings.SpillRoot) ?? ConnectorOptions.DefaultSpillRoot,
            KeepInputs = Flag(ConnectorSettings.KeepInputs) ?? true,
            Retention = Retention(),
            Blob = Blob(),
            JobQueue = Value(ConnectorSettings.JobQueue),
            Access = Access(),
            Origins = [.. Values(ConnectorSettings.Origins).Select(Origin).OfType<Uri>()],
            TrustForwardedHeaders = Flag(ConnectorSettings.TrustForwardedHeaders) ?? false,
            SandboxEnabled = Flag(ConnectorSettings.SandboxEnabled),
            SandboxIsCoarse = Flag(ConnectorSettings.SandboxCoarse) ?? false,
            DailyCredits = Credits(ConnectorSettings.SpendDailyCredits),
            MonthlyCredits = Credits(ConnectorSettings.SpendMonthlyCredits),
            Callbacks = new CallbackOptions { Secret = Secret(), AllowHosts = [.. Values(ConnectorSettings.CallbackHosts).Select(Host).OfType<string>()] },
            Upstream = new UpstreamLimits
            {
                Timeout = TimeSpan.FromSeconds(Number(ConnectorSettings.UpstreamTimeout)),
                Retries = Number(ConnectorSettings.UpstreamRetries),
                Queue = TimeSpan.FromSeconds(Number(ConnectorSettings.UpstreamQueue)),
            },
        };

        if (options.SandboxEnabled is true)
        {
            faults.AddRange(
                from connection in options.Connections.Values
                where Value(ConnectorSettings.BaseUrl(connection.App)) is not null
                select $"{ConnectorSettings.SandboxEnabled.Name} is true and {connection.App.BaseUrlSetting} is set; set only one of them.");
        }

        faults.AddRange(AccessSettings.FaultsOf(options.Access));
        return faults.Count == 0 ? options : throw new ConnectorException(500, ErrorCodes.InvalidSettings, string.Join(" ", faults));

        // A list's own name, and whatever else stands below it, means its first value.
        string Suggestion(string name) => NameSuggestion.For(name, known.Select(one => one.NameLike(name)).OfType<string>()) is { Length: > 0 } meant ? meant : NameSuggestion.For(
            known.FirstOrDefault(one => string.Equals(one.Former, name, StringComparison.OrdinalIgnoreCase) || one.IsAbove(name))?.FirstName ?? name,
            known.Select(one => one.FirstName));

        // STORAGE_ROOT means Storage__Root. Among the names without a section the first word tells that one of them was meant, unless
        // the right one is set too: STABILITY_KEY may serve another program then.
        bool IsMisspelled(string name) => known.Any(one => NameSuggestion.AreAlike(name, one.Name) || NameSuggestion.AreAlike(name, one.FirstName)
            || (one.IsFlat && Value(one) is null && NameSuggestion.FirstWord(name) == NameSuggestion.FirstWord(one.Name) && NameSuggestion.For(name, [one.Name]).Length > 0));

        string? Value(Setting setting) => Values(setting).LastOrDefault();

        IEnumerable<string> Values(Setting setting) => given.Where(one => setting.Matches(one.Name)).Select(one => one.Value);

        AppConnection Connection(ConnectorApp app) => new()
        {
            App = app,
            BaseUrl = BaseUrl(app),
            CallsPer10Seconds = Number(ConnectorSettings.Calls(app)),
            ApiKey = ApiKey(app),
            KeyPlacement = KeyPlacementOf(app),
            Query = string.Join('&', from query in app.Query
                                     let value = Value(ConnectorSettings.Query(app, query))
                                     where value is not null
                                     select $"{query.Name}={Uri.EscapeDataString(value)}"),

            // Divided by one, it keeps no zeros at its end: 4.2, not 4.200.
            CreditsPerFile = ConnectorSettings.Price(app) is { } price ? Amount(price, "a number above 0, such as 0.04") * app.PriceUnit!.Credits / 1.0000000000000000000000000000m : null,
            Headers = (from header in app.Headers
                       let value = HeaderValue(app, header)
                       where value is not null
                       select (header.Header, value)).ToDictionary(StringComparer.Ordinal),
        };

        string? ApiKey(ConnectorApp app)
        {
            var key = Value(ConnectorSettings.Key(app)) ?? (ConnectorSettings.SharedKey(app) is { } shared ? Value(shared) : null);
            if (key?.All(character => character is > ' ' and <= '~') ?? true)
            {
                return key;
            }

            faults.Add($"{app.KeySetting}, or the setting that serves it, holds a character that no key has, such as a space or a line break.");
            return null;
        }

        KeyPlacement KeyPlacementOf(ConnectorApp app)
        {
            if (ConnectorSettings.KeyPlacement(app) is not { } setting || Value(setting) is not { } name)
            {
                return app.KeyPlacements[0];
            }

            if (app.KeyPlacements.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) is { } placement)
            {
                return placement;
            }

            faults.Add($"{setting.Name} is \"{InputText.Shorten(name)}\"; it must be {string.Join(" or ", app.KeyPlacements.Select(one => one.Name))}.");
            return app.KeyPlacements[0];
        }

        Uri BaseUrl(ConnectorApp app)
        {
            if (Value(ConnectorSettings.BaseUrl(app)) is not { } text)
            {
                return app.BaseUrl;
            }

            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.Query.Length == 0)
            {
                return url;
            }

            faults.Add($"{app.BaseUrlSetting} is \"{InputText.Shorten(text)}\"; it must be an http or https address without a query.");
            return app.BaseUrl;
        }

        Uri? Origin(string text)
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.AbsoluteUri == $"{url.GetLeftPart(UriPartial.Authority)}/" && url.UserInfo.Length == 0)
            {
                return url;
            }

            faults.Add($"{ConnectorSettings.Origins.Name} holds \"{InputText.Shorten(text)}\"; an origin is http or https, a host and perhaps a port, such as https://flows.example.");
            return null;
        }

        string? HeaderValue(ConnectorApp app, AppHeader header)
        {
            var value = Value(ConnectorSettings.Header(app, header));
            if (value is not null && value.Any(character => character is < ' ' or > '~'))
            {
                faults.Add($"{app.SettingName(header.Setting)} is sent as the header {header.Header} and may have printable ASCII characters only.");
                return null;
            }

            if (value?.Length > header.MaxCharacters)
            {
                faults.Add($"{app.SettingName(header.Setting)} has {value.Length} characters; at most {header.MaxCharacters} are sent.");
                return null;
            }

            return value;
        }

        BlobStorageOptions? Blob()
        {
            var kind = Value(ConnectorSettings.StorageKind) ?? ConnectorSettings.StorageKind.Default;
            if (string.Equals(kind, ConnectorSettings.BlobStorage, StringComparison.OrdinalIgnoreCase))
            {
                var (blob, found) = BlobSettings.Read(Value);
                faults.AddRange(found);
                return blob;
            }

            if (string.Equals(kind, ConnectorSettings.LocalStorage, StringComparison.OrdinalIgnoreCase))
            {
                faults.AddRange(
                    from setting in BlobSettings.All
                    where Value(setting) is not null
                    select $"{setting.Name} is set and {ConnectorSettings.StorageKind.Name} is {ConnectorSettings.LocalStorage}; set {ConnectorSettings.StorageKind.Name} = {ConnectorSettings.BlobStorage} too, or leave it out.");
            }
            else
            {
                faults.Add($"{ConnectorSettings.StorageKind.Name} is \"{InputText.Shorten(kind)}\"; it must be {ConnectorSettings.LocalStorage} or {ConnectorSettings.BlobStorage}.");
            }

            return null;
        }

        AccessOptions Access()
        {
            var access = new AccessOptions
            {
                Isolate = Flag(ConnectorSettings.Isolate) ?? false,
                CallerHeader = Value(ConnectorSettings.CallerHeader),
                TrustsPlatform = given.Any(one => one.Name.Equals(PlatformSignsIn, StringComparison.OrdinalIgnoreCase) && bool.TryParse(one.Value, out var isOn) && isOn),
            };
            var (found, wrong) = AccessSettings.Read(given, access.Isolate);
            faults.AddRange(wrong);
            return access with { Keys = [.. Values(ConnectorSettings.AccessKeys).Select(key => new CallerKey(CallerKey.Hash(key), Caller.Nobody)), .. found] };
        }

        int Number(Setting setting) => NumberIn(setting) ?? int.Parse(setting.Default, CultureInfo.InvariantCulture);

        int? NumberIn(Setting setting) => Parse<int>(setting, text => WholeNumber(setting, text), setting.RangeInWords);

        RetentionOptions Retention()
        {
            var folders = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (name, text) in given)
            {
                if (ConnectorSettings.KeepDaysOf.VariableIn(name) is not { } folder)
                {
                    continue;
                }

                if (WholeNumber(ConnectorSettings.KeepDaysOf, text) is { } days)
                {
                    folders[folder] = days;
                }
                else
                {
                    faults.Add($"{name} is \"{InputText.Shorten(text)}\"; it must be {ConnectorSettings.KeepDaysOf.RangeInWords}.");
                }
            }

            return new RetentionOptions { Days = NumberIn(ConnectorSettings.KeepDays), OfFolders = folders };
        }

        decimal? Credits(Setting setting) => Amount(setting, "a number above 0, such as 250 or 0.9");

        decimal? Amount(Setting setting, string demand) => Parse<decimal>(
            setting,
            text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0 ? amount : null,
            demand);

        // As it is looked up: a name in other letters has another form there.
        string? Host(string text)
        {
            if (Uri.TryCreate($"http://{text}/", UriKind.Absolute, out var url) && url.AbsolutePath == "/" && url.UserInfo.Length == 0 && url.Query.Length == 0
                && Uri.CheckHostName(url.IdnHost) != UriHostNameType.Unknown && !text.Contains('/', StringComparison.Ordinal) && !text.Contains('*', StringComparison.Ordinal))
            {
                var host = url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost;
                return text.LastIndexOf(':') > text.LastIndexOf(']') ? string.Create(CultureInfo.InvariantCulture, $"{host}:{url.Port}") : host;
            }

            faults.Add($"{ConnectorSettings.CallbackHosts.Name} holds \"{InputText.Shorten(text)}\"; it must be a host, with a port or without, such as receiver.internal:8080.");
            return null;
        }

        byte[]? Secret()
        {
            const string Prefix = "whsec_";
            if (Value(ConnectorSettings.CallbackSecret) is not { } text)
            {
                return null;
            }

            var key = new byte[text.Length];
            if (Convert.TryFromBase64String(text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text, key, out var length) && length is >= 24 and <= 64)
            {
                return key[..length];
            }

            // What it is is not told: it may be a key.
            faults.Add($"{ConnectorSettings.CallbackSecret.Name} must be 24 to 64 bytes as base64, with {Prefix} before it or not; openssl rand -base64 32 makes one.");
            return null;
        }

        bool? Flag(Setting setting) => Parse<bool>(setting, text => bool.TryParse(text, out var flag) ? flag : null, "true or false");

        // Null where the setting is unset, and where it is wrong, which stops the start.
        T? Parse<T>(Setting setting, Func<string, T?> parse, string demand)
            where T : struct
        {
            if (Value(setting) is not { } text)
            {
                return null;
            }

            var parsed = parse(text);
            if (parsed is null)
            {
                faults.Add($"{setting.Name} is \"{InputText.Shorten(text)}\"; it must be {demand}.");
            }

            return parsed;
        }
    }

    private static int? WholeNumber(Setting setting, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= setting.Range!.Value.Least && number <= setting.Range.Value.Most ? number : null;

    /// <summary>Only names below our own sections are ours to judge: the environment holds other programs' names too.</summary>
    private static bool IsOurs(string name, IEnumerable<Setting> known) => known
        .Where(setting => !setting.IsFlat)
        .Select(setting => setting.Name.Split("__")[0] + "__")
        .Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase));
}
