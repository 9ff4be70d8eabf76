using Connector.Failures;

namespace Connector.Declaration;

/// <summary>Width and height must be a size that the model draws. A model of no known family is left to upstream.</summary>
/// <param name="Model">Names the model.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Families">The families whose sizes are known, the first match first.</param>
internal sealed record DrawnSizeRule(TextParameter Model, WholeNumberParameter Width, WholeNumberParameter Height, IReadOnlyList<SizeFamily> Families)
    : Rule([Width, Height, Model])
{
    public override string Description => $"Width and height must be a size that the {Model.Label.ToLowerInvariant()} draws.";

    internal override IEnumerable<Problem> Check(ParameterValues values)
    {
        var model = values.Get(Model, Model.Default ?? "");
        long? width = values.TryGet(Width, out var across) ? across : null;
        long? height = values.TryGet(Height, out var down) ? down : null;
        return Families.FirstOrDefault(family => family.Ids.IsMatch(model))?.Refuse(model, width, height) is { } refusal
            ? [new Problem(width is null ? Height.Name : Width.Name, ProblemCodes.InvalidSize, refusal)]
            : [];
    }
}
