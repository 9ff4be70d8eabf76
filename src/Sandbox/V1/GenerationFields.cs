using System.Text.Json;
using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V1;

/// <summary>A body that passed the schema, with what upstream assumes for omitted fields.</summary>
internal sealed record TextToImageRequest(
    Engine Engine,
    IReadOnlyList<WeightedText> Prompts,
    long Width,
    long Height,
    long Samples,
    long Steps,
    uint Seed,
    string? Style)
{
    public static TextToImageRequest Read(JsonElement body, Engine engine) => new(
        engine,
        body.GetProperty("text_prompts").EnumerateArray().Select(ReadPrompt).ToList(),
        Integer(body, "width", engine.DefaultSide),
        Integer(body, "height", engine.DefaultSide),
        Integer(body, "samples", 1),
        Integer(body, "steps", Price.OmittedSteps),
        FirstSeed((uint)Integer(body, "seed", 0)),
        body.TryGetProperty("style_preset", out var style) ? style.GetString() : null);

    /// <summary>The pictures of the request: one seed after the other, around the end of the 32 bits.</summary>
    public IEnumerable<PictureOrder> Orders() =>
        Enumerable.Range(0, (int)Samples)
            .Select(index => new PictureOrder(Prompts, unchecked(Seed + (uint)index), Style, Engine.Id, (int)Width, (int)Height));

    private static WeightedText ReadPrompt(JsonElement prompt) => new(
        prompt.GetProperty("text").GetString() ?? "",
        prompt.TryGetProperty("weight", out var weight) ? weight.GetDouble() : 1);

    private static long Integer(JsonElement body, string name, long omitted) =>
        body.TryGetProperty(name, out var value) ? value.GetInt64() : omitted;

    /// <summary>"Omit this option or use 0 for a random seed."</summary>
    private static uint FirstSeed(uint asked) => asked == 0 ? (uint)Random.Shared.NextInt64(1, 1L << 32) : asked;
}
