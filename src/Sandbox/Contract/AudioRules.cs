using System.Text.Json;
using Connector.Sandbox.Inputs;

namespace Connector.Sandbox.Contract;

/// <summary>What <c>x-audio-rules</c> of a document demand of an audio file: its format and length.</summary>
internal static class AudioRules
{
    public static IEnumerable<SchemaProblem> Check(string name, AudioHeader? audio, JsonElement rules)
    {
        var formats = rules.GetProperty("formats").EnumerateArray().Select(format => format.GetString() ?? "").ToList();
        if (audio is null || !formats.Contains(audio.FormatName, StringComparer.Ordinal))
        {
            yield return new SchemaProblem(name, "formats", $"invalid audio - must be one of {string.Join(", ", formats)}");
            yield break;
        }

        var shortest = rules.GetProperty("minSeconds").GetInt32();
        var longest = rules.GetProperty("maxSeconds").GetInt32();
        if (audio.Seconds < shortest)
        {
            yield return new SchemaProblem(name, "minSeconds", $"must be at least {shortest} seconds long");
        }

        if (audio.Seconds > longest)
        {
            yield return new SchemaProblem(name, "maxSeconds", $"must be at most {longest} seconds long");
        }
    }
}
