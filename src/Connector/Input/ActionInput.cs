using System.Text.Json;
using Connector.Callers;
using Connector.Declaration;
using Connector.Failures;
using Connector.Values;

namespace Connector.Input;

/// <summary>
/// What a caller gave to an action, read against its declaration, with everything that is wrong with it. It owns the files
/// that came with the request; disposing of it deletes them.
/// </summary>
public sealed class ActionInput : IAsyncDisposable
{
    private readonly ProblemList _problems;
    private readonly InputSpool _spool;
    private readonly List<string> _warnings = [];

    private ActionInput(ConnectorAction action, ParameterValues values, ProblemList problems, InputSpool spool)
    {
        Action = action;
        Values = values;
        _problems = problems;
        _spool = spool;
    }

    /// <summary>The action the input is for.</summary>
    public ConnectorAction Action { get; }

    /// <summary>The values that were given and are valid by themselves.</summary>
    public ParameterValues Values { get; }

    /// <summary>The address of this server's files as its caller reached it: links below it are inputs too. Null where no server runs.</summary>
    public Uri? FilesUrl { get; set; }

    /// <summary>Who gave it: files are looked for where they may look, and put where theirs are.</summary>
    public Caller Caller { get; set; } = Caller.Nobody;

    /// <summary>Who is called when the run has ended; null for nobody.</summary>
    public Uri? CallbackUrl => Values.TryGet(Declaration.CallbackUrl.Parameter, out var url) ? new Uri(url) : null;

    /// <summary>What tells it from another input, once somebody has asked: files that came with it are read for that.</summary>
    internal string? Fingerprint { get; set; }

    /// <summary>What the caller should know of the input although it may be sent, in sentences; it joins what is odd about the answer.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Reads what a caller gave. Nothing is refused yet: <see cref="Validate"/> tells all problems at once.</summary>
    /// <param name="action">The action.</param>
    /// <param name="given">The values.</param>
    /// <param name="spool">What holds the files.</param>
    /// <param name="earlier">An earlier input, which counts where the caller gave nothing; null for none.</param>
    /// <param name="leftOut">Further names that the caller gave, to leave the parameters out.</param>
    internal static ActionInput Read(
        ConnectorAction action, IReadOnlyList<NamedValue> given, InputSpool spool, EarlierInput? earlier = null, IEnumerable<string>? leftOut = null)
    {
        var problems = new ProblemList();
        given = FileLists.Spread(action, given, problems);
        if (earlier is null)
        {
            return new ActionInput(action, ParameterValues.Read(action.Parameters, given, "", problems), problems, spool);
        }

        var taking = new InputTakeOver(action, earlier, [.. given.Select(one => one.Name), .. leftOut ?? []]);
        var taken = taking.Values(problems);
        var values = ParameterValues.Read(action.Parameters, [.. given, .. taken], "", problems);
        taking.DropWhatBreaksRules(values);
        var input = new ActionInput(action, values, problems, spool);
        input.Warn(taking.Warnings);
        return input;
    }

    /// <summary>Adds what the caller should know, once: a job's files are looked at when it is begun and when it is run.</summary>
    internal void Warn(IEnumerable<string> warnings) => _warnings.AddRange(warnings.Except(_warnings, StringComparer.Ordinal).ToList());

    /// <summary>Adds a value that came beside the body, in a header.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="text">The value.</param>
    public void Add(Parameter parameter, string text) => Values.Add(parameter, text, _problems);

    /// <summary>Values as a caller could send them.</summary>
    /// <param name="parameters">Those of the action that are wanted.</param>
    /// <param name="places">Where the files are, by the names of their parameters.</param>
    internal JsonElement ToJson(IEnumerable<Parameter> parameters, Dictionary<string, string> places)
    {
        using var json = new WrittenJson();
        json.Writer.WriteStartObject();
        foreach (var (parameter, value) in Values.Of(parameters))
        {
            json.Writer.WritePropertyName(parameter.Name);
            if (places.TryGetValue(parameter.Name, out var place))
            {
                json.Writer.WriteStringValue(place);
            }
            else
            {
                parameter.WriteJson(json.Writer, value);
            }
        }

        json.Writer.WriteEndObject();
        return json.ToElement();
    }

    /// <summary>
    /// Finds the files that the input refers to and looks at their headers; what is wrong with them joins the other problems.
    /// An address is fetched only when nothing else is wrong.
    /// </summary>
    /// <param name="resolver">Finds files.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task ResolveFilesAsync(FileResolver resolver, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        var references = from given in Values.Of(Action.Parameters)
                         where given.Parameter is FileParameter && given.Value is FileReference
                         let reference = resolver.Own((FileReference)given.Value, FilesUrl)
                         orderby reference.Url is null descending
                         select ((FileParameter)given.Parameter, reference);
        var warnings = new List<string>();
        var call = new FileResolving(Caller, Values, _spool, _problems, warnings, Values.TryGet(FitPolicy.Fit, out var fit) ? fit : null);
        foreach (var (parameter, reference) in references.ToList())
        {
            if (reference.Url is not null && Validate().Count > 0)
            {
                continue;
            }

            if (await resolver.ResolveAsync(parameter, reference, call, cancellationToken) is { } file)
            {
                Values.Set(parameter, file);
            }
        }

        Warn(warnings);
    }

    /// <summary>
    /// Everything that is wrong with the input: unknown names, missing values, types, limits, then the rules over several
    /// parameters (those whose parameters are each valid). Empty when the input may be sent.
    /// </summary>
    public IReadOnlyList<Problem> Validate()
    {
        var all = new List<Problem>(_problems);
        foreach (var rule in Action.Rules)
        {
            if (_problems.Count == 0 || !rule.Parameters.Any(parameter => _problems.AnyAbout(parameter.Name)))
            {
                all.AddRange(rule.Check(Values));
            }
        }

        return all;
    }

    /// <summary>Whether it refers to files that nobody has looked at yet: they may have problems of their own.</summary>
    internal bool HasUnseenFiles => Values.Of(Action.Parameters).Any(given => given.Value is FileReference);

    /// <summary>Refuses an input that has problems.</summary>
    /// <exception cref="ConnectorException"><c>invalid_input</c> (400) with all problems.</exception>
    public void ThrowIfInvalid()
    {
        if (Validate() is { Count: > 0 } problems)
        {
            throw ConnectorException.InvalidInput(Action.Name, problems);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _spool.DisposeAsync();

    /// <summary>
    /// The body parameters and their values as upstream wants them, in the order of the declaration: friendly texts have
    /// become items of their list, and what goes into the path or stays here is left out.
    /// </summary>
    internal IEnumerable<(Parameter Parameter, object Value)> BodyValues()
    {
        foreach (var parameter in Action.Parameters)
        {
            if (parameter.Place == Place.Body
                && parameter is not TextParameter { BecomesItem: not null }
                && !Action.Endpoint.HasInPath(parameter)
                && (parameter is ListParameter list ? ItemsOf(list) : Values.Find(parameter)) is { } value)
            {
                yield return (parameter, value);
            }
        }
    }

    /// <summary>A list's items, those that friendly texts become behind those that were given; null for none.</summary>
    private List<ParameterValues>? ItemsOf(ListParameter list)
    {
        List<ParameterValues>? items = Values.TryGet(list, out var given) ? [.. given] : null;
        foreach (var parameter in Action.Parameters)
        {
            if (parameter is TextParameter { BecomesItem: { } item } && item.List.Name == list.Name && Values.Find(parameter) is string text)
            {
                (items ??= []).Add(item.ItemFor(text));
            }
        }

        return items;
    }
}
