using Connector.Failures;

namespace Connector.Declaration;

/// <summary>How many of its parameters may be given.</summary>
/// <param name="Parameters">The alternatives.</param>
/// <param name="Least">The fewest.</param>
/// <param name="Most">The most.</param>
internal sealed record CountRule(IReadOnlyList<Parameter> Parameters, int Least, int Most) : Rule(Parameters)
{
    public override string Description => (Least, Most) switch
    {
        (0, _) => $"At most one of {Names(Parameters, " and ")} may be given.",
        (_, 1) => $"Exactly one of {Names(Parameters, " or ")} must be given.",
        _ => $"At least one of {Names(Parameters, " or ")} must be given.",
    };

    public override bool DemandsOne => Least > 0;

    public override IReadOnlyList<Parameter> Excludable => Most < Parameters.Count ? Parameters : [];

    internal override IEnumerable<Problem> Check(ParameterValues values)
    {
        var given = Parameters.Count(values.Has);
        return given < Least ? [new Problem(Parameters[0].Name, ProblemCodes.Required, $"Give {Names(Parameters, " or ")}.")]
            : given > Most ? [new Problem(Parameters[0].Name, ProblemCodes.Conflict, $"Give only one of {Names(Parameters, " and ")}, not both.")]
            : [];
    }
}
