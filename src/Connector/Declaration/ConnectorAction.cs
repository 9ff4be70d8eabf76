using Connector.Actions;

namespace Connector.Declaration;

/// <summary>
/// One action: everything about it, declared once and executed. A file of <c>Actions/&lt;App&gt;/</c> holds one of these
/// as its <c>Action</c>; the build collects them into the <see cref="Catalog"/>.
/// </summary>
public sealed record ConnectorAction
{
    /// <summary>The app the action belongs to.</summary>
    public required ConnectorApp App { get; init; }

    /// <summary>The action's own part of its name, kebab case, for example <c>text-to-image</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>The name shown to people: title case, beginning with a verb.</summary>
    public required string Title { get; init; }

    /// <summary>What the action does, in one or two sentences.</summary>
    public required string Description { get; init; }

    /// <summary>The vendor's name of the call, where its documentation goes by it: the operationId of its document.</summary>
    public string? Operation { get; init; }

    /// <summary>The vendor's documentation of the call.</summary>
    public Uri DocumentationUrl => App.Section is { } section ? new Uri(App.DocumentationUrl.AbsoluteUri + section(this)) : App.DocumentationUrl;

    /// <summary>The action's version (semantic); every change of its inputs or outputs raises it.</summary>
    public string Version { get; init; } = "0.0.1";

    /// <summary>The upstream call.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>The inputs in the order a form shows them.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>The inputs of a call that somebody waits for.</summary>
    public IEnumerable<Parameter> ParametersOfWaited => Parameters.Where(parameter => parameter != CallbackUrl.Parameter);

    /// <summary>The rules over several parameters.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>What a call brings back.</summary>
    public required ActionOutput Output { get; init; }

    /// <summary>The documented price of a call; null when none is documented.</summary>
    public required CreditPrice? Price { get; init; }

    /// <summary>The price in words, or that there is none.</summary>
    public string PriceText => Price?.Description ?? "Its price is not documented.";

    /// <summary>What the action does and what it costs, in sentences.</summary>
    public string TextWithPrice => $"{Description} {PriceText}";

    /// <summary>Whether a call may cost anything: not one that only reads, nor one that is documented as free.</summary>
    public bool MayCost => Endpoint.Method != HttpMethod.Get && Price is not FixedCreditPrice { Credits: 0 };

    /// <summary>The model or engine of a call; null where the action has none, or upstream chooses.</summary>
    /// <param name="values">The values of the call.</param>
    public string? ModelOf(ParameterValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Parameters.FirstOrDefault(parameter => parameter.IsModel) is { } model && (values.Find(model) ?? model.DefaultValue) is { } value ? model.ToText(value) : null;
    }

    /// <summary>What the action does to the world, for builders and agents.</summary>
    public required ActionHints Hints { get; init; }

    /// <summary>Whether a rule may refuse a parameter for being given, whatever its value: a form must not fill in its default.</summary>
    /// <param name="parameter">A parameter of the action.</param>
    public bool MayRefuse(Parameter parameter) => Rules.Any(rule => rule.Excludable.Any(one => one.Name == parameter.Name));

    /// <summary>One sentence on a finished call; it is given the input and the files in words, such as "3 images".</summary>
    public required Func<ParameterValues, string, string> Summary { get; init; }

    /// <summary>The full name, <c>&lt;app&gt;-&lt;action&gt;</c>, unique in the catalog.</summary>
    public string Name => $"{App.Slug}-{Slug}";
}
