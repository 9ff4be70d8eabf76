using Connector.Sandbox.Pictures;

namespace Connector.Sandbox.Sounds;

/// <summary>Notes by chance, from a scale in which any two go together; the same seed plays the same.</summary>
internal sealed class Melody
{
    /// <summary>How far the lines of an MP3 spectrum at 48 kHz are apart; notes stand on lines, so that both formats play the same.</summary>
    public const double LineHertz = 24_000.0 / 576;

    private const double NoteSeconds = 0.25;
    private const int Notes = 64;

    /// <summary>About C, D, E, G, A and C.</summary>
    private static readonly int[] Scale = [12, 14, 15, 18, 20, 24];

    private readonly int[] _lines;

    public Melody(uint seed)
    {
        var chance = new Chance(seed);
        _lines = Enumerable.Range(0, Notes).Select(_ => Scale[chance.Below(Scale.Length)]).ToArray();
    }

    /// <summary>The spectrum line that sounds at a time.</summary>
    public int LineAt(double seconds) => _lines[(int)(seconds / NoteSeconds) % Notes];
}
