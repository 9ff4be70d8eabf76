using Connector.Declaration;
using Connector.Failures;

namespace Connector.Api.Http;

/// <summary>
/// What makes a repeated request the same one: the <c>Idempotency-Key</c> header, or for hosts that repeat a POST by themselves
/// without one, the headers in which Logic Apps and Power Automate tell which step of which run is calling.
/// </summary>
internal static class IdempotencyKey
{
    private const int MostCharacters = 255;

    private const string WorkflowRun = "x-ms-workflow-run-id";
    private const string WorkflowStep = "x-ms-workflow-operation-name";

    /// <summary>Of the loops around the step, the names and indices: <c>…-scope-name</c>, <c>…-index</c> and <c>…-batch-index</c>.</summary>
    private const string WorkflowLoops = "x-ms-workflow-repeatitem-";

    public static TextParameter Parameter { get; } = new()
    {
        Name = "Idempotency-Key",
        Label = "Idempotency Key",
        Description = "Makes a repeated call the same one: it is paid for once, and each repeat gets the same answer. The same key with another input is refused.",
        MinLength = 1,
        MaxLength = MostCharacters,
        Example = "order-4711-picture",
    };

    /// <summary>The key of a request; null when it has none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fingerprint">What tells its input from another: two calls of one step with different inputs are two calls.</param>
    /// <exception cref="ConnectorException"><c>invalid_idempotency_key</c> (400).</exception>
    public static async Task<string?> OfAsync(HttpRequest request, Func<Task<string>> fingerprint) =>
        request.Headers.ContainsKey(Parameter.Name) ? Given(request) : Workflow(request) is { } step ? $"{step} {await fingerprint()}" : null;

    private static string Given(HttpRequest request)
    {
        // The draft standard writes the key in quotation marks; most callers do not.
        var key = request.Headers[Parameter.Name].ToString().Trim();
        return Check(key is ['"', .., '"'] ? key[1..^1] : key);
    }

    /// <summary>Refuses a key that no header could carry, wherever it came from.</summary>
    /// <exception cref="ConnectorException"><c>invalid_idempotency_key</c> (400).</exception>
    public static string Check(string key) =>
        key.Length is > 0 and <= MostCharacters && key.All(character => character is >= ' ' and <= '~')
            ? key
            : throw new ConnectorException(
                400,
                ErrorCodes.InvalidIdempotencyKey,
                $"{Parameter.Name} must have 1 to {MostCharacters} printable ASCII characters; received \"{InputText.Shorten(key)}\".");

    private static string? Workflow(HttpRequest request)
    {
        var (run, step) = (request.Headers[WorkflowRun].ToString(), request.Headers[WorkflowStep].ToString());
        if (run.Length == 0 || step.Length == 0)
        {
            return null;
        }

        var loops = request.Headers
            .Where(header => header.Key.StartsWith(WorkflowLoops, StringComparison.OrdinalIgnoreCase))
            .Select(header => $"{header.Key.ToLowerInvariant()}={header.Value}")
            .Order(StringComparer.Ordinal);
        return $"workflow {run} {step} {string.Join(' ', loops)}";
    }
}
