using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Documents.Api;
using Connector.Declaration;

namespace Connector.Api.Documents.Requests;

/// <summary>
/// A request of every action and route, made of the examples of what is declared. What one request stores or starts, a later one takes by
/// a variable.
/// </summary>
internal static class ExampleRequests
{
    /// <summary>The variable of a stored picture.</summary>
    public const string Image = "image";

    /// <summary>The variable of a stored sound.</summary>
    public const string Audio = "audio";

    /// <summary>What is asked for first, so that others have something to name.</summary>
    private const string Upload = "StoreFile";

    /// <summary>What ends what the others need: it is asked for last.</summary>
    private const string Delete = "DELETE";

    /// <summary>What an operation's answer gives to others: the variable, and the member that is its value.</summary>
    private static readonly Dictionary<string, (string Variable, string Member)> Given = new(StringComparer.Ordinal)
    {
        ["DreamstudioTextToImage"] = ("path", "path"),
        ["StartDreamstudioTextToImage"] = ("job", "job_id"),
        ["StartBatch"] = ("batch", "batch_id"),
        ["Subscribe"] = ("subscription", "id"),
        ["StabilityUpscaleCreative"] = ("upscale", "id"),
        ["StabilityStableAudioTextToAudio"] = ("sound", "id"),
    };

    /// <summary>The variables that requests take from the answers of others.</summary>
    public static IReadOnlyList<string> Variables { get; } = [Image, Audio, .. Given.Values.Select(given => given.Variable)];

    /// <summary>The requests, in an order in which each finds what it needs.</summary>
    public static IReadOnlyList<ExampleRequest> Of(ApiDescription api, Catalog catalog)
    {
        var operations = api.Operations.Where(operation => operation.For.HasFlag(ApiAudience.Programs)).ToList();
        var upload = operations.Single(operation => operation.Id == Upload);
        return
        [
            Store(upload, Image, "example.png"),
            Store(upload, Audio, "example.wav"),
            .. operations.Where(operation => operation != upload && IsShown(operation)).Select(operation => Of(operation, catalog))
                .OrderBy(TurnOf),
        ];
    }

    /// <summary>When a request is sent: after those that give it a file, after those that give it an id, and the ends of things at last.</summary>
    private static int TurnOf(ExampleRequest request)
    {
        var body = request.Body?.ToJsonString() ?? "";
        return request.Method == Delete ? 3 : Given.Values.Any(given => body.Contains($"{{{{{given.Variable}}}}}", StringComparison.Ordinal)) ? 2 : body.Contains("{{", StringComparison.Ordinal) ? 1 : 0;
    }

    /// <summary>Checks and jobs are shown of one action; those of the others differ in its name alone.</summary>
    private static bool IsShown(ApiOperation operation) =>
        !operation.Path.StartsWith("/actions/", StringComparison.Ordinal) || operation.Path.Count(letter => letter == '/') == 2
        || operation.Path.StartsWith("/actions/dreamstudio-text-to-image/", StringComparison.Ordinal);

    private static ExampleRequest Store(ApiOperation upload, string variable, string file) =>
        Of(upload, body: null) with { Name = $"{upload.Summary} ({file})", File = file, Sets = variable, SetsFrom = "path" };

    private static ExampleRequest Of(ApiOperation operation, Catalog catalog)
    {
        var action = catalog.Actions.FirstOrDefault(action => operation.Path == $"/actions/{action.Name}");
        var request = Of(operation, BodyOf(operation, action));
        return Given.TryGetValue(operation.Id, out var given) ? request with { Sets = given.Variable, SetsFrom = given.Member } : request;
    }

    private static ExampleRequest Of(ApiOperation operation, JsonObject? body) => new(
        operation.Group.Name,
        operation.Id,
        operation.Summary,
        operation.Method.Method,
        $"/{ApiDescription.RoutePrefix}{PathOf(operation)}{QueryOf(operation)}")
    {
        Body = body,
    };

    private static string PathOf(ApiOperation operation) => operation.Parameters.Where(parameter => parameter.In == ApiPlace.Path).Aggregate(
        operation.Path, (path, parameter) => path.Replace($"{{{parameter.Declared.Name}}}", ValueOf(operation, parameter.Declared), StringComparison.Ordinal));

    /// <summary>What must be there; what may be left out is.</summary>
    private static string QueryOf(ApiOperation operation) => string.Concat(operation.Parameters
        .Where(parameter => parameter is { In: ApiPlace.Query, Declared.Required: true })
        .Select((parameter, index) => $"{(index == 0 ? '?' : '&')}{parameter.Declared.Name}={ValueOf(operation, parameter.Declared)}"));

    /// <summary>A path and an id are another request's; other parts of a path have an example that always works.</summary>
    private static string ValueOf(ApiOperation operation, Parameter parameter) => parameter.Name switch
    {
        "path" => "{{path}}",
        "id" => operation.Path.Split('/')[1] switch { "jobs" => "{{job}}", "batches" => "{{batch}}", _ => "{{subscription}}" },
        _ => parameter.ToText(parameter.ExampleValue),
    };

    private static JsonObject? BodyOf(ApiOperation operation, ConnectorAction? action)
    {
        if (operation.Body is not { Shape: ApiShape.Input input } body)
        {
            return null;
        }

        var example = body.Example?.DeepClone().AsObject() ?? input.Parameters.Where(parameter => parameter.Required).ToJsonObject(parameter => parameter.Name, OpenApi.InputSchemas.ExampleOf);
        foreach (var file in input.Parameters.OfType<FileParameter>().Where(file => example.ContainsKey(file.Name)))
        {
            example[file.Name] = file.IsPicture ? $"{{{{{Image}}}}}" : $"{{{{{Audio}}}}}";
        }

        if (action?.Output is MediaOutput { Wait: { } wait })
        {
            example[wait.Id.Name] = action.Endpoint.Template.Contains(Audio, StringComparison.Ordinal) ? "{{sound}}" : "{{upscale}}";

            // Who sends one request after another is not kept waiting by any.
            example.Remove(wait.Seconds.Name);
        }

        return example;
    }
}
