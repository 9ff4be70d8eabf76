using System.Text.RegularExpressions;
using Connector.Testing;

namespace Connector.Architecture.Tests;

/// <summary>The order of the rooms: a room is a folder and its namespace, and uses only rooms of the lines above its own.</summary>
/// <param name="lines">The namespaces of each line, from the first that may be used by all.</param>
internal sealed partial class RoomOrder(IReadOnlyList<IReadOnlyList<string>> lines)
{
    private readonly Dictionary<string, int> _lineOf = lines
        .SelectMany((rooms, line) => rooms.Select(room => (room, line)))
        .DistinctBy(drawn => drawn.room)
        .ToDictionary(drawn => drawn.room, drawn => drawn.line, StringComparer.Ordinal);

    /// <summary>The order that CONTRIBUTING draws; it is written nowhere else.</summary>
    public static RoomOrder Drawn { get; } = new(Read(File.ReadAllText(Path.Combine(RepositoryFolder.Path, "CONTRIBUTING.md"))));

    /// <summary>The namespaces of every line, in order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lines => lines;

    /// <summary>The types whose namespace is no room.</summary>
    /// <param name="types">The types.</param>
    public IEnumerable<string> Homeless(IEnumerable<CompiledType> types) =>
        types.Where(type => LineOf(type) < 0).Select(type => $"{type} is in a namespace that the picture in CONTRIBUTING.md does not have.");

    /// <summary>The uses that go against the order, between types that have a room.</summary>
    /// <param name="references">What uses what.</param>
    public IEnumerable<string> Violations(IEnumerable<(CompiledType User, CompiledType Used)> references) =>
        from reference in references
        let user = reference.User
        let used = reference.Used
        where user.Room != used.Room && LineOf(user) >= 0 && LineOf(used) >= LineOf(user)
        select $"{user} must not use {used}: the picture in CONTRIBUTING.md has {used.Room} not above {user.Room}.";

    /// <summary>Reads the first picture after the heading, a project and its folders on each line.</summary>
    private static List<IReadOnlyList<string>> Read(string contributing)
    {
        var rooms = new List<IReadOnlyList<string>>();
        var project = "";
        foreach (var line in Picture().Match(contributing).Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var match = PictureLine().Match(line);
            project = match.Groups["project"] is { Success: true } named ? named.Value : project;
            var root = project == "Connector" ? project : $"Connector.{project}";
            rooms.Add([.. match.Groups["folders"].Value.Split(", ").Select(folder => folder == "." ? root : $"{root}.{folder.Replace('/', '.')}")]);
        }

        return rooms;
    }

    private int LineOf(CompiledType type) => _lineOf.GetValueOrDefault(type.Room, -1);

    [GeneratedRegex(@"^## Where things are$.*?^```\n(?<lines>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Picture();

    [GeneratedRegex(@"^(src/(?<project>\w+))? +(?<folders>\S.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PictureLine();
}
