using Connector.Actions;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Callbacks;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Runs;

namespace Connector.Api.Endpoints;

/// <summary>Reads the input of the action that a route names, whether it is to run, to be checked or to be a job.</summary>
internal sealed class ActionInputs(Catalog catalog, EarlierInputs earlierInputs, CallbackPolicy callbacks)
{
    /// <summary>The route's part that names the action.</summary>
    public const string NameValue = "name";

    private static readonly TextParameter Again = new()
    {
        Name = "again",
        Label = "Again",
        Description = "The path of a file that an action made: its inputs, with the seed that drew it, count where the body gives nothing. Null in the body leaves one out.",
        Example = "",
    };

    /// <summary>The route of any action.</summary>
    public static string Route { get; } = RouteOf($"{{{NameValue}}}");

    /// <summary>The name of an action in the path.</summary>
    public static ApiParameter NameParameter { get; } = new(ApiPlace.Path, new TextParameter
    {
        Name = NameValue,
        Label = "Name",
        Description = "The action's full name.",
        Required = true,
        Example = "dreamstudio-text-to-image",
    });

    /// <summary>Another source of inputs, which every route of an action takes.</summary>
    public static ApiParameter AgainParameter { get; } = new(ApiPlace.Query, Again);

    /// <summary>The parameters of the action that a request names.</summary>
    public static IReadOnlyList<Parameter> ParametersOf(HttpContext context) => Catalog.All.Find(context.Route(NameValue)).Parameters;

    /// <summary>The route of one action.</summary>
    public static string RouteOf(string name) => $"{Routes.Actions}/{name}";

    /// <summary>Reads the input.</summary>
    /// <exception cref="ConnectorException">There is no such action (404), or the input has problems that reading it shows (400).</exception>
    public async Task<ActionInput> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var action = catalog.Find(context.Route(NameValue));
        context.Caller().ThrowIfMayNotRun(action.Name);
        var isAgain = request.Query.ContainsKey(Again.Name);
        if (isAgain && string.IsNullOrWhiteSpace(context.Query(Again)))
        {
            throw ConnectorException.BadRequest(
                ErrorCodes.BadRequest, $"?{Again.Name}= names no file: give the path of one that an action made, or leave it out to run the action with the body alone.");
        }

        var earlier = isAgain
            ? await earlierInputs.FindAsync(context.Query(Again), context.Caller(), request.FilesUrl(), context.RequestAborted)
            : null;
        var input = await InputReader.ReadAsync(request, action, earlier, context.RequestAborted);
        try
        {
            CallbackHeader.AddTo(input, request);
            callbacks.ThrowIfRefused(input);
            return input;
        }
        catch
        {
            await input.DisposeAsync();
            throw;
        }
    }

    /// <summary>The id of the run that a request repeats or may be repeated as; null where there is no telling, or nothing to pay twice.</summary>
    public static async Task<string?> RunIdAsync(HttpRequest request, ActionInput input, bool isJob, CancellationToken cancellationToken)
    {
        var key = await IdempotencyKey.OfAsync(request, () => InputFingerprint.OfAsync(input, cancellationToken));
        return key is null || (input.Action.Endpoint.Method == HttpMethod.Get && !isJob) ? null : RunKey.Of(key, input.Caller.Name);
    }
}
