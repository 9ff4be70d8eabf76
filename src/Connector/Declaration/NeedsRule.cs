using Connector.Failures;

namespace Connector.Declaration;

/// <summary>A parameter that stands only beside another one.</summary>
/// <param name="Parameter">The dependent parameter.</param>
/// <param name="Needed">The parameters it needs one of.</param>
internal sealed record NeedsRule(Parameter Parameter, IReadOnlyList<Parameter> Needed) : Rule([Parameter, .. Needed])
{
    public override string Description => $"{Parameter.Name} may be given only with {Names(Needed, " or ")}.";

    public override IReadOnlyList<Parameter> Excludable => [Parameter];

    public override IReadOnlyList<Parameter> Companions => Needed;

    internal override IEnumerable<Problem> Check(ParameterValues values) => values.Has(Parameter) && !Needed.Any(values.Has)
        ? [new Problem(Parameter.Name, ProblemCodes.Conflict, $"{Parameter.Name} needs {Names(Needed, " or ")} beside it.")]
        : [];
}
