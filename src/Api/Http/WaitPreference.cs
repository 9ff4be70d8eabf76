using Connector.Declaration;

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

    public static bool IsAsync(HttpRequest request) =>
        request.Headers[Prefer.Name].Any(values => values is not null && values.Split(',', ';').Any(value => value.Trim().Equals(Applied, StringComparison.OrdinalIgnoreCase)))
        || request.Query[Wait.Name].ToString().Equals("false", StringComparison.OrdinalIgnoreCase);
}
