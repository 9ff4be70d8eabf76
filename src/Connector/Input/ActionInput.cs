using Connector.Declaration;

namespace Connector.Input;

/// <summary>What a caller gave to an action, read against its declaration, with everything that is wrong with it.</summary>
public sealed class ActionInput
{
    private readonly ProblemList _problems;

    private ActionInput(ConnectorAction action, ParameterValues values, ProblemList problems)
    {
        Action = action;
        Values = values;
        _problems = problems;
    }

    /// <summary>The action the input is for.</summary>
    public ConnectorAction Action { get; }

    /// <summary>The values that were given and are valid by themselves.</summary>
    public ParameterValues Values { get; }

    /// <summary>Reads what a caller gave. Nothing is refused yet: <see cref="Validate"/> tells all problems at once.</summary>
    /// <param name="action">The action.</param>
    /// <param name="given">The given names and values.</param>
    internal static ActionInput Read(ConnectorAction action, IReadOnlyList<NamedValue> given)
    {
        var problems = new ProblemList();
        return new ActionInput(action, ParameterValues.Read(action.Parameters, given, "", problems), problems);
    }

    /// <summary>
    /// Everything that is wrong with the input: unknown names, missing values, types, limits, then the rules over several
    /// parameters (those whose parameters are each valid). Empty when the input may be sent.
    /// </summary>
    public IReadOnlyList<Problem> Validate()
    {
        var broken = from rule in Action.Rules
                     where !rule.Parameters.Any(parameter => _problems.Any(problem => ParameterValues.IsAbout(problem, parameter.Name)))
                     let problem = rule.Check(this)
                     where problem is not null
                     select problem;
        return [.. _problems, .. broken];
    }

    /// <summary>Refuses an input that has problems.</summary>
    /// <exception cref="ConnectorException"><c>invalid_input</c> (400) with all problems.</exception>
    public void ThrowIfInvalid()
    {
        if (Validate() is { Count: > 0 } problems)
        {
            throw ConnectorException.InvalidInput(Action.Name, problems);
        }
    }

    /// <summary>
    /// The body parameters and their values as upstream wants them, in the order of the declaration: friendly texts have
    /// become items of their list, and what goes into the path or stays here is left out.
    /// </summary>
    internal IEnumerable<(Parameter Parameter, object Value)> BodyValues()
    {
        var values = new ParameterValues();
        foreach (var (parameter, value) in Values.Of(Action.Parameters))
        {
            if (parameter is TextParameter { BecomesItem: { } item })
            {
                var items = values.Get(item.List, []);
                values.Set(item.List, items.Append(item.ItemFor((string)value)).ToList());
            }
            else
            {
                values.Set(parameter, value);
            }
        }

        return values.Of(Action.Parameters.Where(parameter => parameter.Place == Place.Body && !Action.Endpoint.HasInPath(parameter)));
    }
}
