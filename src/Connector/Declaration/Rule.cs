using Connector.Input;

namespace Connector.Declaration;

/// <summary>A rule over several parameters of an action. It is checked once each of them is valid by itself.</summary>
/// <param name="Parameters">The parameters the rule is about; the first one carries its problems.</param>
public abstract record Rule(IReadOnlyList<Parameter> Parameters)
{
    /// <summary>The rule in one sentence, for documents.</summary>
    public abstract string Description { get; }

    /// <summary>What is wrong with the input, or null when the rule is kept.</summary>
    internal abstract Problem? Check(ActionInput input);

    /// <summary>Exactly one of the parameters must be given.</summary>
    /// <param name="parameters">The alternatives.</param>
    public static Rule ExactlyOneOf(params IReadOnlyList<Parameter> parameters) => new ExactlyOneRule(parameters);

    /// <summary>A parameter may be given only together with another one.</summary>
    /// <param name="parameter">The dependent parameter.</param>
    /// <param name="needed">The parameter it needs.</param>
    public static Rule Needs(Parameter parameter, Parameter needed) => new NeedsRule(parameter, needed);

    /// <summary>A rule of its own kind, written in C#.</summary>
    /// <param name="description">The rule in one sentence.</param>
    /// <param name="parameters">The parameters it is about.</param>
    /// <param name="check">What is wrong with the input, or null.</param>
    public static Rule Custom(string description, IReadOnlyList<Parameter> parameters, Func<ActionInput, Problem?> check) =>
        new CustomRule(description, parameters, check);

    private sealed record ExactlyOneRule(IReadOnlyList<Parameter> Parameters) : Rule(Parameters)
    {
        public override string Description => $"Exactly one of {Names(" or ")} must be given.";

        internal override Problem? Check(ActionInput input) => Parameters.Count(input.Values.Has) switch
        {
            1 => null,
            0 => new Problem(Parameters[0].Name, ProblemCodes.Required, $"Give {Names(" or ")}."),
            _ => new Problem(Parameters[0].Name, ProblemCodes.Conflict, $"Give only one of {Names(" and ")}, not both."),
        };

        private string Names(string separator) => string.Join(separator, Parameters.Select(parameter => parameter.Name));
    }

    private sealed record NeedsRule(Parameter Parameter, Parameter Needed) : Rule([Parameter, Needed])
    {
        public override string Description => $"{Parameter.Name} may be given only with {Needed.Name}.";

        internal override Problem? Check(ActionInput input) =>
            input.Values.Has(Parameter) && !input.Values.Has(Needed)
                ? new Problem(Parameter.Name, ProblemCodes.Conflict, $"{Parameter.Name} needs {Needed.Name} beside it.")
                : null;
    }

    private sealed record CustomRule(string Text, IReadOnlyList<Parameter> Parameters, Func<ActionInput, Problem?> CheckInput)
        : Rule(Parameters)
    {
        public override string Description => Text;

        internal override Problem? Check(ActionInput input) => CheckInput(input);
    }
}
