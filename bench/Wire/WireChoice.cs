using System.Globalization;

namespace Connector.Wire;

/// <summary>What to measure, and how long.</summary>
/// <param name="Rounds">How often everybody has a turn; the median is told.</param>
/// <param name="Seconds">How long a turn lasts.</param>
/// <param name="WarmUp">How long each is under load before it counts.</param>
/// <param name="Folder">Where files are written: in memory, so that no disk is measured, unless told otherwise.</param>
/// <param name="Only">A part of the names of scenarios; null for all.</param>
internal sealed record WireChoice(int Rounds, int Seconds, int WarmUp, string Folder, string? Only)
{
    private const string Starting = "start";

    /// <summary>Whether starts are measured.</summary>
    public bool TakesStarts => Only is null || Starting.Contains(Only, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>[--rounds 5] [--seconds 5] [--warm-up 4] [--folder /dev/shm] [--only text]</c>.</summary>
    public static WireChoice Of(string[] args)
    {
        string? Given(string name) => Array.IndexOf(args, $"--{name}") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        int Number(string name, int otherwise) => Given(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return new WireChoice(Number("rounds", 5), Number("seconds", 5), Number("warm-up", 4), Given("folder") ?? "/dev/shm", Given("only"));
    }

    /// <summary>Whether a scenario is measured.</summary>
    public bool Takes(Scenario scenario) => Only is null || scenario.Name.Contains(Only, StringComparison.OrdinalIgnoreCase);
}
