namespace Connector.Sandbox.Pictures;

/// <summary>
/// A landscape that follows from its order: the palette and the lie of the land by chance or by words of the prompts, with the few
/// things it knows how to draw (sea, mountains, forest, city, house, tree, lighthouse).
/// </summary>
internal sealed class Landscape : IPicture
{
    private readonly List<ILayer> _layers = [];
    private readonly Rgb[] _row;
    private readonly uint _grainSeed;

    public Landscape(PictureOrder order)
    {
        (Width, Height) = (order.Width, order.Height);
        _row = new Rgb[Width];
        var chance = order.ToChance();
        _grainSeed = chance.NextSeed();
        Compose(order.Words(), chance);
    }

    public int Width { get; }

    public int Height { get; }

    public void DrawRow(int y, Span<byte> row)
    {
        for (var layer = Math.Max(0, _layers.FindLastIndex(one => one.Covers(y))); layer < _layers.Count; layer++)
        {
            _layers[layer].DrawRow(y, _row);
        }

        for (var x = 0; x < _row.Length; x++)
        {
            // A grain of one step hides the bands of the gradients.
            var grain = Noise.At(_grainSeed, x, y);
            var pixel = row.Slice(IPicture.Channels * x, IPicture.Channels);
            pixel[0] = Quantise(_row[x].Red + grain);
            pixel[1] = Quantise(_row[x].Green + grain);
            pixel[2] = Quantise(_row[x].Blue + grain);
        }
    }

    private static byte Quantise(float value) => (byte)Math.Clamp(value, 0, 255);

    private void Compose(IReadOnlySet<string> words, Chance chance)
    {
        var palette = Palette.Pick(words, chance);
        var horizon = Height * chance.Between(0.52f, 0.64f);
        var sky = new Sky(palette, horizon, Width, Height, chance);
        _layers.Add(sky);

        var hasLighthouse = Mentions(words, "lighthouse");
        var hasSea = chance.Is(0.4f) | hasLighthouse | Mentions(words, "sea", "ocean", "lake", "coast", "beach", "water", "harbour", "harbor", "cliff", "island");
        var hasPeaks = chance.Is(0.35f) | Mentions(words, "mountain", "alp", "peak", "summit");
        AddFarLand(palette, horizon, hasPeaks, hasSea, chance);
        if (Mentions(words, "city", "cities", "town", "skyline", "skyscraper", "building", "street"))
        {
            _layers.Add(new Skyline(palette, horizon + (Height * 0.03f), Width, Height, chance));
        }

        var near = hasSea
            ? AddCoast(palette, horizon, sky.SunX, chance)
            : AddHills(palette, horizon, isForest: chance.Is(0.5f) | Mentions(words, "forest", "wood", "fir", "pine", "tree"), chance);
        AddThings(words, palette, near, hasLighthouse, inland: sky.SunX < Width / 2f, chance);
    }

    private void AddFarLand(Palette palette, float horizon, bool hasPeaks, bool hasSea, Chance chance)
    {
        var hazy = palette.SkyLow.Towards(palette.Far, 0.55f);
        var farEdge = hasPeaks
            ? Terrain.Peaks(Width, horizon - (Height * 0.04f), Height * 0.26f, Width * 0.45f, chance.NextSeed())
            : Terrain.Hills(Width, horizon - (Height * (hasSea ? 0 : 0.05f)), Height * 0.07f, Width * 0.35f, chance.NextSeed());
        _layers.Add(new Ridge(farEdge, palette.Far, hazy, Height * 0.22f, Height * 0.03f, chance.NextSeed())
        {
            SnowLine = hasPeaks ? horizon - (Height * 0.16f) : null,
            Snow = Rgb.Of(0xF4F7FC).Towards(palette.Far, palette.IsNight ? 0.6f : 0.1f),
        });
        if (!hasSea)
        {
            var edge = Terrain.Hills(Width, horizon, Height * 0.07f, Width * 0.3f, chance.NextSeed());
            _layers.Add(new Ridge(
                edge, palette.Far.Towards(palette.Near, 0.25f), hazy, Height * 0.2f, Height * 0.02f, chance.NextSeed()));
        }
    }

    private Ridge AddCoast(Palette palette, float horizon, float sunX, Chance chance)
    {
        _layers.Add(new Water(palette, horizon, sunX, Width, Height, chance));
        var edge = Terrain.Cape(
            Width, Height * 1.03f, horizon + (Height * 0.03f), onTheRight: sunX < Width / 2f, Height * 0.035f, chance.NextSeed());
        var cape = new Ridge(
            edge, palette.Near.Towards(palette.Far, 0.3f), palette.Near.Times(0.7f), Height * 0.3f, Height * 0.018f, chance.NextSeed());
        _layers.Add(cape);
        return cape;
    }

    private Ridge AddHills(Palette palette, float horizon, bool isForest, Chance chance)
    {
        var rest = Height - horizon;
        var middle = Terrain.Hills(Width, horizon + (rest * 0.28f), Height * 0.06f, Width * 0.5f, chance.NextSeed());
        _layers.Add(new Ridge(
            middle, palette.Far.Towards(palette.Near, 0.6f), palette.Far.Towards(palette.Near, 0.35f), Height * 0.25f, Height * 0.018f, chance.NextSeed())
        {
            Outline = isForest ? Terrain.Plant(middle, Height * 0.07f, chance) : middle,
        });
        var edge = Terrain.Hills(Width, horizon + (rest * 0.6f), Height * 0.05f, Width * 0.6f, chance.NextSeed());
        var near = new Ridge(
            edge, palette.Near.Towards(palette.Far, 0.2f), palette.Near.Times(0.65f), Height * 0.3f, Height * 0.018f, chance.NextSeed());
        _layers.Add(near);
        return near;
    }

    /// <summary>Sets what the prompt mentions on the near land, on its high side away from the sun.</summary>
    private void AddThings(IReadOnlySet<string> words, Palette palette, Ridge near, bool hasLighthouse, bool inland, Chance chance)
    {
        float Place(float share) => Width * (inland ? share : 1 - share);
        var unit = Math.Min(Width, Height);
        if (Mentions(words, "tree", "oak", "maple"))
        {
            var x = Place(chance.Between(0.92f, 0.95f));
            var leaves = palette.Near.Towards(Rgb.Of(0x5E8A3C), palette.IsNight ? 0.2f : 0.5f);
            _layers.Add(new Tree(x, near.EdgeAt(x) + (unit * 0.01f), unit * 0.3f, leaves, chance));
        }

        if (Mentions(words, "house", "cottage", "cabin", "home", "farm", "village"))
        {
            var x = Place(chance.Between(0.83f, 0.87f));
            _layers.Add(new House(x, near.EdgeAt(x) + (unit * 0.012f), unit * 0.15f, palette.IsNight));
        }

        if (hasLighthouse)
        {
            var x = Place(chance.Between(0.72f, 0.76f));
            _layers.Add(new Lighthouse(x, near.EdgeAt(x) + (unit * 0.012f), unit * 0.42f, palette.IsNight));
        }
    }

    private static bool Mentions(IReadOnlySet<string> words, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (words.Contains(name) || words.Contains(name + "s"))
            {
                return true;
            }
        }

        return false;
    }
}
