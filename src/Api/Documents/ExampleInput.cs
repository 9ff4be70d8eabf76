using System.Text.Json.Nodes;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Values;

namespace Connector.Api.Documents;

/// <summary>A short valid input of an action, put together from the examples of its parameters.</summary>
public static class ExampleInput
{
    /// <summary>The input as JSON.</summary>
    /// <param name="action">The action.</param>
    public static JsonObject Of(ConnectorAction action) =>
        Choose(action).ToJsonObject(parameter => parameter.Name, parameter => JsonMembers.ToNode(parameter.ToJson(parameter.ExampleValue)));

    /// <summary>The input as it is read; its files are not looked for.</summary>
    internal static ActionInput Read(ConnectorAction action) => Read(action, Choose(action));

    /// <summary>What the action requires, what its rules demand of that, and the parameters that a builder shows at once.</summary>
    private static IEnumerable<Parameter> Choose(ConnectorAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var given = action.Parameters.Where(parameter => parameter.Required).ToList();
        while (ProblemsOf(action, given).Select(problem => Missing(action, given, problem)).FirstOrDefault(missing => missing is not null) is { } missing)
        {
            given.Add(missing);
        }

        var problems = ProblemsOf(action, given).Count;
        foreach (var parameter in action.Parameters.Where(parameter => parameter.Visibility == Visibility.Important).Except(given).ToList())
        {
            if (ProblemsOf(action, [.. given, parameter]).Count == problems)
            {
                given.Add(parameter);
            }
        }

        return action.Parameters.Where(given.Contains);
    }

    private static Parameter? Missing(ConnectorAction action, List<Parameter> given, Problem problem) => problem.Code == ProblemCodes.Required
        ? action.Parameters.FirstOrDefault(parameter => parameter.Name == problem.Parameter && !given.Contains(parameter))
        : null;

    /// <summary>What is wrong with the examples of these parameters together; files are taken to be there.</summary>
    private static IReadOnlyList<Problem> ProblemsOf(ConnectorAction action, IEnumerable<Parameter> given) => Read(action, given).Validate();

    private static ActionInput Read(ConnectorAction action, IEnumerable<Parameter> given) => ActionInput.Read(
        action,
        [.. given.Select(parameter => new NamedValue(parameter.Name, new InputValue(parameter.ToJson(parameter.ExampleValue))))],
        new InputSpool());
}
