using Connector.Failures;

namespace Connector.Declaration;

/// <summary>A rule of its own kind, written in C#: documents have it in words, and nothing but the connector can check it.</summary>
/// <param name="Text">The rule in one sentence.</param>
/// <param name="Parameters">The parameters it is about.</param>
/// <param name="CheckInput">What is wrong with the input, or null.</param>
/// <param name="Refusable">Those of the parameters that it may refuse for being given, whatever their value.</param>
internal sealed record CustomRule(string Text, IReadOnlyList<Parameter> Parameters, Func<ParameterValues, Problem?> CheckInput, IReadOnlyList<Parameter> Refusable)
    : Rule(Parameters)
{
    public override string Description => Text;

    public override IReadOnlyList<Parameter> Excludable => Refusable;

    internal override IEnumerable<Problem> Check(ParameterValues values) => CheckInput(values) is { } problem ? [problem] : [];
}
