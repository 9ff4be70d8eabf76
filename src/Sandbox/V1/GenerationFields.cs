using System.Text.Json;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V1;

/// <summary>Reads the fields that generations share out of a body that passed the schema, with what upstream assumes for omitted ones.</summary>
internal static class GenerationFields
{
    public static IReadOnlyList<WeightedText> Prompts(JsonElement body) => body.TryGetProperty("text_prompts", out var prompts)
        ? prompts.EnumerateArray().Select(Prompt).ToList()
        : [];

    public static long Samples(JsonElement body) => Integer(body, "samples") ?? 1;

    public static long Steps(JsonElement body) => Integer(body, "steps") ?? Price.OmittedSteps;

    public static string? Style(JsonElement body) => body.TryGetProperty("style_preset", out var style) ? style.GetString() : null;

    /// <summary>"Omit this option or use 0 for a random seed."</summary>
    public static uint Seed(JsonElement body) =>
        Integer(body, "seed") is { } seed and not 0 ? (uint)seed : (uint)Random.Shared.NextInt64(1, 1L << 32);

    public static long? Integer(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static WeightedText Prompt(JsonElement prompt) => new(
        prompt.GetProperty("text").GetString() ?? "",
        prompt.TryGetProperty("weight", out var weight) ? weight.GetDouble() : 1);
}
