using System.Globalization;
using System.Text.Json;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Conformance;

/// <summary>The values on both sides of every limit that a document sets to a field of a form.</summary>
internal sealed record FormField(string Name, JsonElement Schema)
{
    private bool IsFile => Schema.TryGetProperty("format", out var format) && format.ValueEquals("binary");

    private string Type => Schema.GetProperty("type").GetString()!;

    /// <summary>A value that is within every limit.</summary>
    public object Example()
    {
        if (IsFile)
        {
            return Schema.TryGetProperty("x-audio-rules", out _) ? InputFiles.Wav(6) : InputFiles.Png(512, 512);
        }

        return Schema.TryGetProperty("enum", out var choices) ? choices[0].GetString()!
            : Schema.TryGetProperty("x-known-values", out var known) ? known[0].GetString()!
            : Type is "number" or "integer" ? Text(Math.Max(1, Limit("minimum") ?? 1) <= (Limit("maximum") ?? 1) ? Math.Max(1, Limit("minimum") ?? 1) : Limit("minimum")!.Value)
            : "a tree";
    }

    public IEnumerable<object> Accepted()
    {
        if (IsFile)
        {
            return AcceptedFiles();
        }

        if (Schema.TryGetProperty("enum", out var choices) || Schema.TryGetProperty("x-known-values", out choices))
        {
            return choices.EnumerateArray().Select(choice => choice.GetString()!);
        }

        return Type is "number" or "integer"
            ? new[] { Limit("minimum"), Limit("maximum") }.OfType<double>().Select(Text)
            : new[] { Limit("minLength"), Limit("maxLength") }.OfType<double>().Select(length => new string('a', (int)length));
    }

    public IEnumerable<object> Refused()
    {
        if (IsFile)
        {
            return RefusedFiles();
        }

        return Type is "number" or "integer" ? RefusedNumbers() : RefusedTexts();
    }

    private IEnumerable<object> RefusedNumbers()
    {
        yield return "many";
        yield return "1e999";
        if (Type == "integer")
        {
            yield return "12.5";
        }

        var distance = Type == "integer" ? 1 : 0.001;
        if (Limit("minimum") is { } minimum)
        {
            yield return Text(minimum - distance);
        }

        if (Limit("maximum") is { } maximum)
        {
            yield return Text(maximum + distance);
        }
    }

    private IEnumerable<object> RefusedTexts()
    {
        yield return InputFiles.Png(64, 64);
        if (Schema.TryGetProperty("enum", out _))
        {
            yield return "unheard-of";
        }

        if (Limit("minLength") is > 0 and { } shortest)
        {
            yield return new string('a', (int)shortest - 1);
        }

        if (Limit("maxLength") is { } longest)
        {
            yield return new string('a', (int)longest + 1);
        }
    }

    private IEnumerable<object> AcceptedFiles()
    {
        if (Schema.TryGetProperty("x-audio-rules", out var audio))
        {
            return [InputFiles.Wav(audio.GetProperty("minSeconds").GetInt32()), InputFiles.Wav(audio.GetProperty("maxSeconds").GetInt32())];
        }

        return Schema.TryGetProperty("x-image-rules", out var image) ? ImageSizes.Accepted(image).Select(size => InputFiles.Png(size.Width, size.Height)) : [];
    }

    private IEnumerable<object> RefusedFiles()
    {
        yield return "a text, not a file";
        yield return "neither image nor audio"u8.ToArray();
        if (Schema.TryGetProperty("x-audio-rules", out var audio))
        {
            yield return InputFiles.Wav(audio.GetProperty("minSeconds").GetInt32() - 1);
            yield return InputFiles.Wav(audio.GetProperty("maxSeconds").GetInt32() + 1);
        }

        if (Schema.TryGetProperty("x-image-rules", out var image))
        {
            foreach (var (width, height) in ImageSizes.Refused(image))
            {
                yield return InputFiles.Png(width, height);
            }
        }
    }

    private double? Limit(string keyword) => Schema.TryGetProperty(keyword, out var limit) ? limit.GetDouble() : null;

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
