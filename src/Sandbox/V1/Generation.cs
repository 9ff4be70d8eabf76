using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.V1;

/// <summary>What a request that passed every check asks for.</summary>
internal sealed record Generation(
    Engine Engine, IReadOnlyList<WeightedText> Prompts, int Width, int Height, long Samples, uint Seed, string? Style, decimal Cost)
{
    /// <summary>A fingerprint of the image that the pictures start from, if any.</summary>
    public string? Source { get; init; }

    /// <summary>The image itself.</summary>
    public PictureSource? Image { get; init; }

    /// <summary>The pictures of the request: one seed after the other, around the end of the 32 bits.</summary>
    public IEnumerable<PictureOrder> Orders() => Enumerable.Range(0, (int)Samples)
        .Select(index => new PictureOrder(Prompts, unchecked(Seed + (uint)index), Style, Engine.Id, Width, Height) { Source = Source });
}
