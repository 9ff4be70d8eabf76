namespace Connector.Sandbox.Pictures;

/// <summary>The SplitMix64 generator: a few integer operations, the same everywhere.</summary>
internal sealed class Chance(ulong state)
{
    private ulong _state = state;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    public uint NextSeed() => (uint)(Next() >> 32);

    public int Below(int limit) => (int)(Next() % (uint)limit);

    public float Between(float low, float high) => low + ((high - low) * (Next() >> 40) / (1 << 24));

    public bool Is(float probability) => Between(0, 1) < probability;
}
