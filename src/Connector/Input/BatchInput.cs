using System.Runtime.InteropServices;
using System.Text.Json;
using Connector.Actions;
using Connector.Callers;
using Connector.Declaration;
using Connector.Failures;
using Connector.Values;

namespace Connector.Input;

/// <summary>
/// What a caller gave as a batch: an action, the inputs of its runs and what they may cost together, with everything that is wrong
/// with it. It owns the files that came with the inputs; disposing of it deletes them.
/// </summary>
public sealed class BatchInput : IAsyncDisposable
{
    private static readonly TextParameter ActionName = new()
    {
        Name = "action",
        Label = "Action",
        Description = "The action that each input is for.",
        Required = true,
        Example = "dreamstudio-text-to-image",
    };

    private static readonly ObjectListParameter Items = new()
    {
        Name = "inputs",
        Label = "Inputs",
        Description = "The inputs, each as the action takes it.",
        Required = true,
        MinItems = 1,
        MaxItems = 100,
        Example = """{"prompt": "A lighthouse on a cliff"}""",
    };

    private static readonly NumberParameter MaxCredits = SpendLimit.MaxCredits with
    {
        Description = "The most credits that all calls of the batch may cost. If their documented prices are higher, or one has none, nothing is begun.",
    };

    private static readonly TextParameter Callback = Declaration.CallbackUrl.Parameter with
    {
        Description = "Where the batch is sent with a signed POST when every run of it has ended. An https address.",
    };

    /// <summary>The members of a batch.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } = [ActionName, Items, MaxCredits, Callback];

    private readonly List<ActionInput> _inputs = [];
    private readonly ProblemList _problems;
    private readonly ParameterValues _values;

    private BatchInput(ConnectorAction action, ParameterValues values, ProblemList problems) => (Action, _values, _problems) = (action, values, problems);

    /// <summary>The action.</summary>
    public ConnectorAction Action { get; }

    /// <summary>Who gave it, and with it each input.</summary>
    public Caller Caller
    {
        get;
        set
        {
            field = value;
            _inputs.ForEach(input => input.Caller = value);
        }
    } = Caller.Nobody;

    /// <summary>Who is called when every run has ended, as it was given; null for nobody.</summary>
    public string? CallbackText => _values.TryGet(Callback, out var url) ? url : null;

    /// <summary>The same as an address, once it has been checked.</summary>
    public Uri? CallbackUrl => Uri.TryCreate(CallbackText, UriKind.Absolute, out var url) ? url : null;

    /// <summary>The inputs, in the order in which they were given.</summary>
    public IReadOnlyList<ActionInput> Inputs => _inputs;

    /// <summary>Reads the body to its end. Inputs may still have problems.</summary>
    /// <param name="catalog">The actions.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ConnectorException">
    /// <c>payload_too_large</c> (413) past <see cref="InputLimits.TextBytes"/>, <c>invalid_json</c> (400), <c>unknown_action</c> (404), or
    /// <c>invalid_input</c> (400) when there is no list of inputs.
    /// </exception>
    public static async Task<BatchInput> ReadAsync(Catalog catalog, Stream body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var problems = new ProblemList();
        var values = ParameterValues.Read(Parameters, await JsonBody.MembersAsync(body, $"{ActionName.Name} and {Items.Name}", cancellationToken), "", problems);
        if (!values.TryGet(ActionName, out var name) || !values.TryGet(Items, out var items))
        {
            throw Invalid(problems);
        }

        var batch = new BatchInput(catalog.Find(name), values, problems);
        try
        {
            for (var index = 0; index < items.Count; index++)
            {
                await batch.AddAsync(index, items[index], cancellationToken);
            }

            return batch;
        }
        catch
        {
            await batch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds the callback that came in a header.</summary>
    /// <param name="url">The address.</param>
    public void AddCallback(string url) => _values.Add(Callback, url, _problems);

    /// <summary>Adds what is wrong with the batch itself.</summary>
    /// <param name="problem">The problem.</param>
    public void AddProblem(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _problems.Add(problem.Parameter, problem.Code, problem.Message);
    }

    /// <summary>Adds what is wrong with one of the inputs.</summary>
    /// <param name="index">Its place in the list.</param>
    /// <param name="problems">Its problems.</param>
    public void AddProblems(int index, IReadOnlyList<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var path = $"{Items.Name}[{index}]";
        foreach (var (parameter, code, message) in problems)
        {
            _problems.Add($"{path}.{parameter}", code, $"{path}: {message}");
        }
    }

    /// <summary>Refuses a batch that has problems, or costs more than it may. Call it when each input has been checked.</summary>
    /// <exception cref="ConnectorException"><c>invalid_input</c> (400) with all problems.</exception>
    public void ThrowIfInvalid()
    {
        // Only the price of a valid input is known.
        if (_problems.Count == 0 && _values.TryGet(MaxCredits, out var most))
        {
            var prices = _inputs.ConvertAll(input => input.Action.Price?.Of(input.Values));
            var unpriced = prices.IndexOf(null);
            var problem = unpriced < 0
                ? SpendLimit.Check("The batch", prices.Sum(), most)
                : SpendLimit.Check($"{Items.Name}[{unpriced}]", credits: null, most);
            if (problem is not null)
            {
                throw Invalid([problem]);
            }
        }

        if (_problems.Count > 0)
        {
            throw Invalid(_problems);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var input in _inputs)
        {
            await input.DisposeAsync();
        }
    }

    private static ConnectorException Invalid(IReadOnlyList<Problem> problems) => ConnectorException.InvalidInput("The batch", problems);

    private async Task AddAsync(int index, JsonElement item, CancellationToken cancellationToken)
    {
        try
        {
            _inputs.Add(await JsonInputReader.ReadAsync(Action, new MemoryStream(JsonMarshal.GetRawUtf8Value(item).ToArray()), cancellationToken));
        }
        catch (ConnectorException failure) when (failure.Problems.Count > 0)
        {
            // A file that is not base64 is told while it is read.
            AddProblems(index, failure.Problems);
        }
    }
}
