using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Connector.Sandbox.Pictures;

/// <summary>All that a picture depends on: the same order draws the same pixels.</summary>
internal sealed record PictureOrder(
    IReadOnlyList<WeightedText> Prompts, uint Seed, string? Style, string Engine, int Width, int Height)
{
    /// <summary>A fingerprint of the image that the picture starts from, if any.</summary>
    public string? Source { get; init; }

    /// <summary>The words of the positive prompts, in lower case.</summary>
    public IReadOnlySet<string> Words() => Prompts
        .Where(prompt => prompt.Weight > 0)
        .SelectMany(prompt => string.Concat(prompt.Text.Select(letter => char.IsLetter(letter) ? char.ToLowerInvariant(letter) : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>A source of chance that is the same on every machine, which neither GetHashCode nor System.Random promises.</summary>
    public Chance ToChance()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var prompt in Prompts)
        {
            writer.Write(prompt.Text);
            writer.Write(prompt.Weight);
        }

        writer.Write(Seed);
        writer.Write(Style ?? "");
        writer.Write(Engine);
        writer.Write(Width);
        writer.Write(Height);
        if (Source is not null)
        {
            writer.Write(Source);
        }

        return new Chance(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes.ToArray())));
    }
}
