using System.Globalization;
using Connector.Callers;
using Connector.Failures;

namespace Connector.Settings;

/// <summary>Reads the settings of callers who have a name.</summary>
internal static class AccessSettings
{
    private const int HashDigits = 64;

    private static readonly Setting[] OfCaller =
    [
        ConnectorSettings.CallerKey, ConnectorSettings.CallerKeyHash, ConnectorSettings.CallerDailyCredits, ConnectorSettings.CallerActions, ConnectorSettings.CallerRate,
    ];

    /// <summary>Reads the keys of every caller with a name.</summary>
    /// <param name="given">Names and values, as environment variables write them.</param>
    /// <param name="isolate">Whether callers are kept apart.</param>
    /// <returns>The keys, and what is wrong.</returns>
    public static (IReadOnlyList<CallerKey> Keys, IReadOnlyList<string> Faults) Read(IReadOnlyList<(string Name, string Value)> given, bool isolate)
    {
        var (keys, faults) = (new List<CallerKey>(), new List<string>());
        var names = given.SelectMany(one => OfCaller.Select(setting => setting.VariableIn(one.Name))).OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!char.IsAsciiLetter(name[0]) || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            {
                faults.Add($"\"{InputText.Shorten(name)}\" in {ConnectorSettings.CallerKey.Name} is no caller's name; it must begin with a letter and have letters, digits, -, _ and . alone.");
                continue;
            }

            string[] Values(Setting setting) => [.. given.Where(one => setting.VariableIn(one.Name) == name).Select(one => one.Value)];
            T? Parse<T>(Setting setting, Func<string, T?> parse, string demand)
                where T : struct
            {
                if (Values(setting) is not [.., var text])
                {
                    return null;
                }

                var parsed = parse(text);
                if (parsed is null)
                {
                    faults.Add($"{setting.NameFor(name)} is \"{InputText.Shorten(text)}\"; it must be {demand}.");
                }

                return parsed;
            }

            var caller = Caller.Named(name, isolate) with
            {
                DailyCredits = Parse<decimal>(
                    ConnectorSettings.CallerDailyCredits,
                    text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0 ? amount : null,
                    "a number above 0, such as 250 or 0.9"),
                Actions = [.. Values(ConnectorSettings.CallerActions).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                RatePerMinute = Parse<int>(
                    ConnectorSettings.CallerRate,
                    text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null,
                    ConnectorSettings.CallerRate.RangeInWords),
            };
            var hashes = Values(ConnectorSettings.CallerKey).Select(CallerKey.Hash).ToList();
            foreach (var text in Values(ConnectorSettings.CallerKeyHash))
            {
                if (text.Length == HashDigits && text.All(char.IsAsciiHexDigit))
                {
                    hashes.Add(Convert.FromHexString(text));
                }
                else
                {
                    faults.Add($"{ConnectorSettings.CallerKeyHash.NameFor(name)} must be {HashDigits} hexadecimal digits, the SHA-256 of the key.");
                }
            }

            if (hashes.Count == 0 && Values(ConnectorSettings.CallerKeyHash).Length == 0)
            {
                faults.Add($"{name} has limits and no key: set {ConnectorSettings.CallerKey.NameFor(name)}.");
            }

            keys.AddRange(hashes.Select(hash => new CallerKey(hash, caller)));
        }

        return (keys, faults);
    }

    /// <summary>What contradicts itself in the settings of access.</summary>
    public static IEnumerable<string> FaultsOf(AccessOptions access)
    {
        foreach (var same in access.Keys.GroupBy(key => Convert.ToHexString(key.Sha256.Span), StringComparer.Ordinal).Select(keys => keys.Select(key => key.Caller.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()))
        {
            if (same.Count > 1)
            {
                yield return $"{string.Join(" and ", same.Select(name => name ?? ConnectorSettings.AccessKeys.FirstName))} have the same key, which cannot tell who calls.";
            }
        }

        if (!access.Isolate)
        {
            yield break;
        }

        if (access.Keys.Any(key => key.Caller.Name is null))
        {
            yield return $"{ConnectorSettings.Isolate.Name} is true and {ConnectorSettings.AccessKeys.FirstName} names nobody: give each caller a key of their own, {ConnectorSettings.CallerKey.Name}.";
        }

        if (access is { Keys.Count: 0, CallerHeader: null, TrustsPlatform: false })
        {
            yield return $"{ConnectorSettings.Isolate.Name} is true and nothing tells who calls: set {ConnectorSettings.CallerKey.Name}, or {ConnectorSettings.CallerHeader.Name} behind a front end, or switch App Service Authentication on.";
        }
    }
}
