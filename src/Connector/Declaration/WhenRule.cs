using Connector.Failures;

namespace Connector.Declaration;

/// <summary>What a choice demands and excludes; left out, the choice has its default.</summary>
/// <param name="Decider">The choice.</param>
/// <param name="Decision">The value with which the rule stands.</param>
/// <param name="Required">The parameters it needs.</param>
/// <param name="Forbidden">The parameters it excludes.</param>
internal sealed record WhenRule(ChoiceParameter Decider, string Decision, IReadOnlyList<Parameter> Required, IReadOnlyList<Parameter> Forbidden)
    : Rule([Decider, .. Required, .. Forbidden])
{
    public override ChoiceParameter Choice => Decider;

    public override string Value => Decision;

    public override IReadOnlyList<Parameter> Demanded => Required;

    public override string Description =>
        $"With {Condition}, {string.Join(" and ", new[] { Say(Required, "must be given"), Say(Forbidden, "must be left out") }.OfType<string>())}.";

    public override IReadOnlyList<Parameter> Excludable => Forbidden;

    private string Condition => $"{Choice.Name} = {Value}" + (Choice.Default == Value ? " (the default)" : "");

    internal override IEnumerable<Problem> Check(ParameterValues values)
    {
        if (values.Get(Choice, Choice.Default ?? "") != Value)
        {
            return [];
        }

        var missing = Required.Where(parameter => !values.Has(parameter))
            .Select(parameter => new Problem(parameter.Name, ProblemCodes.Required, $"{parameter.Name} is required with {Condition}."));
        var excess = Forbidden.Where(values.Has)
            .Select(parameter => new Problem(parameter.Name, ProblemCodes.Conflict, $"{parameter.Name} must be left out with {Condition}."));
        return missing.Concat(excess);
    }

    private static string? Say(IReadOnlyList<Parameter> parameters, string verb) =>
        parameters.Count == 0 ? null : $"{Names(parameters, ", ")} {verb}";
}
