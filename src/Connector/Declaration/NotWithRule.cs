using System.Text.RegularExpressions;
using Connector.Failures;

namespace Connector.Declaration;

/// <summary>Parameters that one kind of model does not take.</summary>
/// <param name="Model">Names the model.</param>
/// <param name="Ids">What the ids of those models match.</param>
/// <param name="Instead">The model that takes them.</param>
/// <param name="Excluded">What must be left out.</param>
internal sealed record NotWithRule(TextParameter Model, Regex Ids, string Instead, IReadOnlyList<Parameter> Excluded) : Rule([Model, .. Excluded])
{
    public override string Description => $"{Names(Excluded, ", ")} are for {Instead} only.";

    public override IReadOnlyList<Parameter> Excludable => Excluded;

    internal override IEnumerable<Problem> Check(ParameterValues values)
    {
        var model = values.Get(Model, Model.Default ?? "");
        return Ids.IsMatch(model) && Excluded.FirstOrDefault(values.Has) is { } given
            ? [new Problem(given.Name, ProblemCodes.Conflict, $"{given.Name} is not for {model}; choose {Instead} for {Model.Name}, or leave it out.")]
            : [];
    }
}
