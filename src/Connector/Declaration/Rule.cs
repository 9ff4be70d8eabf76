using Connector.Failures;

namespace Connector.Declaration;

/// <summary>A rule over several parameters of an action. It is checked once each of them is valid by itself.</summary>
/// <param name="Parameters">The parameters the rule is about.</param>
public abstract record Rule(IReadOnlyList<Parameter> Parameters)
{
    /// <summary>The rule in one sentence, for documents.</summary>
    public abstract string Description { get; }

    /// <summary>Whether one of its parameters must be given.</summary>
    public virtual bool DemandsOne => false;

    /// <summary>The parameters that it may refuse for being given, whatever their value.</summary>
    public virtual IReadOnlyList<Parameter> Excludable => [];

    /// <summary>The choice on whose <see cref="Value"/> the rule stands; null for a rule that always stands.</summary>
    public virtual ChoiceParameter? Choice => null;

    /// <summary>The value of <see cref="Choice"/> with which the rule stands; null for a rule that always stands.</summary>
    public virtual string? Value => null;

    /// <summary>The parameters that it demands while it stands.</summary>
    public virtual IReadOnlyList<Parameter> Demanded => [];

    /// <summary>The parameters of which one must stand beside those of <see cref="Excludable"/>; empty when the rule is of another kind.</summary>
    public virtual IReadOnlyList<Parameter> Companions => [];

    /// <summary>What is wrong with the input; empty when the rule is kept.</summary>
    internal abstract IEnumerable<Problem> Check(ParameterValues values);

    /// <summary>Exactly one of the parameters must be given.</summary>
    /// <param name="parameters">The alternatives.</param>
    public static Rule ExactlyOneOf(params IReadOnlyList<Parameter> parameters) => new CountRule(parameters, 1, 1);

    /// <summary>No more than one of the parameters may be given.</summary>
    /// <param name="parameters">The alternatives.</param>
    public static Rule AtMostOneOf(params IReadOnlyList<Parameter> parameters) => new CountRule(parameters, 0, 1);

    /// <summary>At least one of the parameters must be given.</summary>
    /// <param name="parameters">The alternatives.</param>
    public static Rule AnyOf(params IReadOnlyList<Parameter> parameters) => new CountRule(parameters, 1, int.MaxValue);

    /// <summary>A parameter may be given only together with another one of these.</summary>
    /// <param name="parameter">The dependent parameter.</param>
    /// <param name="needed">The parameters it needs one of.</param>
    public static Rule Needs(Parameter parameter, params IReadOnlyList<Parameter> needed) => new NeedsRule(parameter, needed);

    /// <summary>What a choice demands and excludes; left out, the choice has its default.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="value">The value that the rule is about.</param>
    /// <param name="required">The parameters it needs.</param>
    /// <param name="forbidden">The parameters it excludes.</param>
    public static Rule When(ChoiceParameter choice, string value, IReadOnlyList<Parameter>? required = null, IReadOnlyList<Parameter>? forbidden = null) =>
        new WhenRule(choice, value, required ?? [], forbidden ?? []);

    /// <summary>A rule of its own kind, written in C#.</summary>
    /// <param name="description">The rule in one sentence.</param>
    /// <param name="parameters">The parameters it is about.</param>
    /// <param name="check">What is wrong with the input, or null.</param>
    /// <param name="excludable">Those of the parameters that it may refuse for being given, whatever their value.</param>
    public static Rule Custom(
        string description, IReadOnlyList<Parameter> parameters, Func<ParameterValues, Problem?> check, IReadOnlyList<Parameter>? excludable = null) =>
        new CustomRule(description, parameters, check, excludable ?? []);

    private static string Names(IEnumerable<Parameter> parameters, string separator) =>
        string.Join(separator, parameters.Select(parameter => parameter.Name));

    private sealed record CountRule(IReadOnlyList<Parameter> Parameters, int Least, int Most) : Rule(Parameters)
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

    private sealed record NeedsRule(Parameter Parameter, IReadOnlyList<Parameter> Needed) : Rule([Parameter, .. Needed])
    {
        public override string Description => $"{Parameter.Name} may be given only with {Names(Needed, " or ")}.";

        public override IReadOnlyList<Parameter> Excludable => [Parameter];

        public override IReadOnlyList<Parameter> Companions => Needed;

        internal override IEnumerable<Problem> Check(ParameterValues values) => values.Has(Parameter) && !Needed.Any(values.Has)
            ? [new Problem(Parameter.Name, ProblemCodes.Conflict, $"{Parameter.Name} needs {Names(Needed, " or ")} beside it.")]
            : [];
    }

    private sealed record WhenRule(ChoiceParameter Decider, string Decision, IReadOnlyList<Parameter> Required, IReadOnlyList<Parameter> Forbidden)
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

    private sealed record CustomRule(string Text, IReadOnlyList<Parameter> Parameters, Func<ParameterValues, Problem?> CheckInput, IReadOnlyList<Parameter> Refusable)
        : Rule(Parameters)
    {
        public override string Description => Text;

        public override IReadOnlyList<Parameter> Excludable => Refusable;

        internal override IEnumerable<Problem> Check(ParameterValues values) => CheckInput(values) is { } problem ? [problem] : [];
    }
}
