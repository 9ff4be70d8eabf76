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
    public static Rule ExactlyOneOf(params IReadOnlyList<Parameter> parameters) => new CountRule(parameters, Least: 1, Most: 1);

    /// <summary>No more than one of the parameters may be given.</summary>
    /// <param name="parameters">The alternatives.</param>
    public static Rule AtMostOneOf(params IReadOnlyList<Parameter> parameters) => new CountRule(parameters, Least: 0, Most: 1);

    /// <summary>At least one of the parameters must be given.</summary>
    /// <param name="parameters">The alternatives.</param>
    public static Rule AnyOf(params IReadOnlyList<Parameter> parameters) => new CountRule(parameters, Least: 1, Most: int.MaxValue);

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

    /// <summary>Names in words.</summary>
    private protected static string Names(IEnumerable<Parameter> parameters, string separator) =>
        string.Join(separator, parameters.Select(parameter => parameter.Name));
}
