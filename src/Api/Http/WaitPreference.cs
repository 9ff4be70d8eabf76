using System.Globalization;
using Connector.Declaration;
using Connector.Failures;
using Connector.Values;
using Microsoft.Extensions.Primitives;

namespace Connector.Api.Http;

/// <summary>Whether a caller waits for the answer: <c>Prefer: respond-async</c> (RFC 7240) or <c>?wait=false</c> says no.</summary>
internal static class WaitPreference
{
    /// <summary>The preference, as it is confirmed in <c>Preference-Applied</c>.</summary>
    public const string Applied = "respond-async";

    public static ChoiceParameter Prefer { get; } = new()
    {
        Name = "Prefer",
        Label = "Prefer",
        Description = $"With {Applied} the answer is 202 with the address of a job, at once; the job has the result when it has ended.",
        AllowedChoices = [Applied],
    };

    public static FlagParameter Wait { get; } = new()
    {
        Name = "wait",
        Label = "Wait",
        Description = "Whether to wait for the result; with false the answer is 202 with the address of a job, at once.",
        Default = true,
    };

    /// <summary>Headers that nobody else reads and that can only mean the preference: passed over, they would be a call that waits.</summary>
    public static IReadOnlyList<string> OtherNames { get; } = [Applied, "async", "preference"];

    /// <summary>What the standard knows beside it, and what does no harm here: a server may pass over them.</summary>
    private static readonly string[] Harmless = ["return", "wait", "handling"];

    /// <summary>Whether the caller does not wait.</summary>
    public static bool IsAsync(HttpRequest request) => Preferences(request.Headers[Prefer.Name]).Any(IsApplied) || !QueryFlag.IsSet(request, Wait);

    /// <summary>Adds the preferences that are not understood: one that means <c>respond-async</c> must not become a call that waits.</summary>
    public static void Check(StringValues given, ProblemList problems)
    {
        foreach (var preference in Preferences(given).Where(preference => !IsApplied(preference) && !IsHarmless(preference)))
        {
            problems.Add(
                Prefer.Name,
                ProblemCodes.NotAllowed,
                $"{Prefer.Name} must be {Applied} or left out; received \"{InputText.Shorten(preference)}\".");
        }
    }

    /// <summary>Refuses a preference where every caller waits; passed over, it would promise an answer at once.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="advice">What happens instead.</param>
    /// <exception cref="ConnectorException"><c>bad_request</c> (400).</exception>
    public static void Refuse(IHeaderDictionary headers, string advice)
    {
        if (Preferences(headers[Prefer.Name]).FirstOrDefault(preference => !IsHarmless(preference)) is { } given)
        {
            throw new ConnectorException(400, ErrorCodes.BadRequest, $"The header {Prefer.Name}: {InputText.Shorten(given)} is not read here. {advice} Leave the header out.");
        }
    }

    private static bool IsApplied(string preference) => preference.Equals(Applied, StringComparison.OrdinalIgnoreCase);

    /// <summary>Those of vendors have a dot, as <c>odata.continue-on-error</c>; <c>wait</c> is a number of seconds.</summary>
    private static bool IsHarmless(string preference)
    {
        var (name, value) = preference.Split('=', 2, StringSplitOptions.TrimEntries) is [var first, var second] ? (first, second) : (preference, "");
        return name.Contains('.', StringComparison.Ordinal)
            || (Harmless.Contains(name, StringComparer.OrdinalIgnoreCase)
                && (!name.Equals(Wait.Name, StringComparison.OrdinalIgnoreCase) || int.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out _)));
    }

    private static IEnumerable<string> Preferences(StringValues given) =>
        given.SelectMany(values => (values ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
