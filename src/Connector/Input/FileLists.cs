using System.Globalization;
using Connector.Declaration;
using Connector.Failures;
using Connector.Values;

namespace Connector.Input;

/// <summary>
/// Gives each file of a list a field of its own (<see cref="FileParameter.Repeat"/>): those of a JSON list, and those of a form whose parts
/// have one name. A field that is given by its own name keeps its file.
/// </summary>
internal static class FileLists
{
    /// <summary>The values with lists taken apart; the same ones where the action has no list of files.</summary>
    public static IReadOnlyList<NamedValue> Spread(ConnectorAction action, IReadOnlyList<NamedValue> given, ProblemList problems)
    {
        List<NamedValue>? spread = null;
        foreach (var parameter in action.Parameters)
        {
            if (parameter is FileParameter { WireList: { } list, IsFurther: false })
            {
                spread = Spread([.. action.Parameters.OfType<FileParameter>().Where(one => one.WireList == list).Select(one => one.Name)], spread ?? given, problems);
            }
        }

        return spread ?? given;
    }

    private static List<NamedValue> Spread(List<string> places, IReadOnlyList<NamedValue> given, ProblemList problems)
    {
        var files = given.Where(one => one.Name == places[0]).SelectMany(ItemsOf).ToList();
        var others = given.Where(one => one.Name != places[0]).ToList();
        var free = places.Where(place => others.TrueForAll(other => other.Name != place)).ToList();
        if (files.Count > free.Count)
        {
            problems.Add(
                places[0],
                ProblemCodes.TooLong,
                string.Create(CultureInfo.InvariantCulture, $"{places[0]} takes at most {places.Count} files; received {files.Count + places.Count - free.Count}."));
        }

        return [.. files.Zip(free, (file, place) => new NamedValue(place, file)), .. others];
    }

    /// <summary>The files of a value: a list of several, or of one that is no object, for which the field itself has an understanding.</summary>
    private static IEnumerable<InputValue> ItemsOf(NamedValue one) =>
        one.Value.File is null && one.Value.TryGetItems(out var items) ? items.Where(item => !item.IsBlank) : [one.Value];
}
