using Connector.Declaration;
using Connector.Failures;
using Connector.Values;

namespace Connector.Input;

/// <summary>
/// Takes an earlier input over where a caller gave nothing else. The same action takes all of it, and what no longer fits is a problem;
/// another action takes what it has under the same names, and leaves with a warning what does not fit it.
/// </summary>
/// <param name="action">The action that is to be called.</param>
/// <param name="earlier">The earlier input.</param>
/// <param name="given">The names that the caller gave, if only to leave them out.</param>
internal sealed class InputTakeOver(ConnectorAction action, EarlierInput earlier, HashSet<string> given)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<string> _left = [];
    private readonly List<string> _notes = [];

    private bool IsSameAction => earlier.Action == action.Name;

    /// <summary>What was left and changed, in sentences.</summary>
    public IReadOnlyList<string> Warnings => _left.Count == 0 ? _notes :
    [
        .. _notes,
        $"{string.Join(", ", _left)} of {earlier.Path} {(_left.Count == 1 ? "was" : "were")} left out: {earlier.Action} made it, and {action.Name} does not take {(_left.Count == 1 ? "it" : "them")} so.",
    ];

    /// <summary>The values that are taken over. What was not kept and must be given again is a problem.</summary>
    public IReadOnlyList<NamedValue> Values(ProblemList problems)
    {
        var values = new List<NamedValue>();
        foreach (var value in Seeded().Where(value => !given.Contains(value.Name)))
        {
            if (IsSameAction || Fits(value))
            {
                values.Add(value);
                _taken.Add(value.Name);
            }
            else
            {
                _left.Add(value.Name);
            }
        }

        foreach (var missing in earlier.Missing.Where(name => !given.Contains(name)))
        {
            if (IsSameAction || action.Parameters.Any(parameter => parameter.Name == missing && parameter.Required))
            {
                problems.Add(
                    missing,
                    ProblemCodes.Required,
                    $"{missing} must be given again{(IsSameAction ? ", or as null to leave it out" : "")}: {earlier.Path} was made of a file that came with the call, and such files are not kept.");
            }
            else
            {
                _left.Add(missing);
            }
        }

        return values;
    }

    /// <summary>Leaves out what another action's rules refuse beside the rest. What a call may cost is never eased in this way.</summary>
    public void DropWhatBreaksRules(ParameterValues values)
    {
        if (IsSameAction)
        {
            return;
        }

        foreach (var rule in action.Rules.Where(rule => !rule.Parameters.Contains(SpendLimit.MaxCredits) && rule.Check(values).Any()))
        {
            foreach (var parameter in rule.Parameters.Where(parameter => values.Has(parameter) && _taken.Remove(parameter.Name)))
            {
                values.Remove(parameter);
                _left.Add(parameter.Name);
            }
        }
    }

    /// <summary>The earlier values as they draw the one file: with the seed that drew it, and without the number of files.</summary>
    private IEnumerable<NamedValue> Seeded()
    {
        var seed = action.Parameters.OfType<WholeNumberParameter>().FirstOrDefault(parameter => parameter.IsSeed);
        var used = seed is not null && earlier.Seed is { } number && new NamedValue(seed.Name, new InputValue(seed.ToJson(number))) is var exact && Fits(exact)
            ? exact
            : (NamedValue?)null;
        var count = (action.Output as MediaOutput)?.Count;
        foreach (var value in NamedValue.MembersOf(earlier.Values))
        {
            if (value.Name == count?.Name && !given.Contains(value.Name) && value.Value.TryGetWhole(out var many) && many > 1)
            {
                _notes.Add($"{value.Name} was {many} when {earlier.Path} was made; it alone is made again. Give {value.Name} to have more.");
            }
            else if (value.Name != used?.Name)
            {
                yield return value;
            }
        }

        if (used is { } seeded)
        {
            yield return seeded;
        }
    }

    private bool Fits(NamedValue value)
    {
        var problems = new ProblemList();
        return action.Parameters.FirstOrDefault(parameter => parameter.Name == value.Name) is { } parameter
            && !parameter.IsLeftOut(value.Value)
            && parameter.Read(value.Value, value.Name, problems) is not null
            && problems.Count == 0;
    }
}
