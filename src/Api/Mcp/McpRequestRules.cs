using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Actions;
using Connector.Failures;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>
/// Holds a request to what its client can have meant. What the protocol's library passes over, such as a limit beside the arguments,
/// would be a call that is paid for; what it stumbles over would be told as a fault of the server.
/// </summary>
internal static class McpRequestRules
{
    private const string Params = "params";
    private const string Arguments = "arguments";
    private const string Meta = "_meta";
    private const string Name = "name";
    private const string Version = "io.modelcontextprotocol/protocolVersion";

    /// <summary>What the package answers though nothing is behind it, but in the versions that no longer have it, where it refuses it itself.</summary>
    private static readonly string[] NotServed = ["logging/setLevel", RequestMethods.ResourcesSubscribe, RequestMethods.ResourcesUnsubscribe];

    /// <summary>What actions take over plain HTTP and tools do not: passed over, the call would be run and paid for.</summary>
    private static readonly string[] OfHttp = ["dry_run", "again", "wait", "balance"];

    /// <summary>What other protocols call the arguments.</summary>
    private static readonly string[] LikeArguments = ["args", "input", "inputs", "parameters"];

    private static readonly string[] OfMessage = ["jsonrpc", "id", "method", Params];

    /// <summary>What the protocol has in the params of a call; a key is told by who reads <c>_meta</c>.</summary>
    private static readonly string[] OfCall = [Name, Arguments, Meta, "task", "inputResponses", "requestState"];

    /// <summary>The params of the methods that the package answers; whether a client may initialize depends on its version, which the package knows.</summary>
    private static readonly FrozenDictionary<string, JsonTypeInfo> Types = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [RequestMethods.ToolsList] = typeof(ListToolsRequestParams),
        [RequestMethods.ToolsCall] = typeof(CallToolRequestParams),
        [RequestMethods.ResourcesList] = typeof(ListResourcesRequestParams),
        [RequestMethods.ResourcesRead] = typeof(ReadResourceRequestParams),
        [RequestMethods.ResourcesTemplatesList] = typeof(ListResourceTemplatesRequestParams),
    }.ToFrozenDictionary(method => method.Key, method => McpJsonUtilities.DefaultOptions.GetTypeInfo(method.Value), StringComparer.Ordinal);

    /// <summary>What is wrong with a request, and where it belongs; null for nothing.</summary>
    public static string? FaultOf(JsonElement message)
    {
        if (!IsText(message))
        {
            return "A text of the message has half of a surrogate pair, such as \\ud800 alone, which is no character. Send the whole character.";
        }

        var method = message.GetProperty("method") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        var isGiven = message.TryGetProperty(Params, out var given) && given.ValueKind != JsonValueKind.Null;
        if (isGiven && given.ValueKind != JsonValueKind.Object)
        {
            return MustBeObject(Params, given);
        }

        if (isGiven && given.TryGetProperty(Meta, out var meta) && meta.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            return MustBeObject(Meta, meta);
        }

        var fault = method switch
        {
            RequestMethods.ToolsCall => isGiven ? FaultOfCall(message, given) : $"{Params} must be an object with the tool's {Name} and its {Arguments}.",
            not null when NotServed.Contains(method, StringComparer.Ordinal) && !(isGiven && NamesItsVersion(given)) => $"{method} is not served.",
            RequestMethods.ResourcesRead when !isGiven || !IsString(given, "uri") => $"{Params} must be an object with the uri of a resource, a text.",
            _ => null,
        };
        return fault ?? (isGiven && method is not null && Types.TryGetValue(method, out var type) ? FaultOfType(given, method, type) : null);
    }

    /// <summary>What is wrong with params that the package cannot read.</summary>
    /// <param name="wrong">What it stumbled over.</param>
    /// <param name="method">What was asked for.</param>
    public static string FaultOf(JsonException wrong, string? method) => wrong.Path is { Length: > 1 } path
        ? $"{Params}{InputText.Shorten(path[1..])} is not of the type that {method} takes there."
        : $"{Params} must be what {method} takes: {InputText.Shorten(wrong.Message.Split(" Path: ")[0])}";

    /// <summary>The package would say no more of it than that an error occurred.</summary>
    private static string? FaultOfType(JsonElement given, string method, JsonTypeInfo type)
    {
        try
        {
            given.Deserialize(type);
            return null;
        }
        catch (JsonException wrong)
        {
            return FaultOf(wrong, method);
        }
    }

    private static string? FaultOfCall(JsonElement message, JsonElement call)
    {
        if (!IsString(call, Name))
        {
            return $"{Params}.{Name} must be a text, the name of a tool.";
        }

        if (call.TryGetProperty(Arguments, out var arguments) && arguments.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            return MustBeObject($"{Params}.{Arguments}", arguments);
        }

        var name = call.GetProperty(Name).GetString();
        string[] ofTool = [.. Catalog.All.Actions.FirstOrDefault(action => action.Name == name)?.Parameters.Select(parameter => parameter.Name) ?? []];
        return message.EnumerateObject().Where(member => !OfMessage.Contains(member.Name)).Select(member => Misplaced(member.Name, $"beside {Params}", ofTool)).FirstOrDefault(fault => fault is not null)
            ?? call.EnumerateObject().Where(member => !OfCall.Contains(member.Name)).Select(member => Misplaced(member.Name, $"in {Params}", ofTool)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>Other members are the protocol's, or those of a later version of it.</summary>
    private static string? Misplaced(string name, string place, string[] ofTool)
    {
        var told = $"\"{InputText.Shorten(name)}\" {place} is not read.";
        if (NameSuggestion.AreAlike(name, Meta))
        {
            return $"{told} Give it as \"{Meta}\" in {Params}.";
        }

        if (NameSuggestion.AreAlike(name, McpToolCalls.IdempotencyKeyMeta))
        {
            return $"{told} Give it as \"{McpToolCalls.IdempotencyKeyMeta}\" in {Params}.{Meta}.";
        }

        return ofTool.FirstOrDefault(known => NameSuggestion.AreAlike(name, known)) is { } argument ? $"{told} Give it as \"{argument}\" in {Params}.{Arguments}."
            : OfHttp.Any(known => NameSuggestion.AreAlike(name, known)) ? $"{told} A call of a tool runs it: leave it out."
            : NameSuggestion.AreAlike(name, Name) ? $"{told} Give it as \"{Name}\" in {Params}."
            : LikeArguments.Contains(name, StringComparer.OrdinalIgnoreCase) || NameSuggestion.For(name, [Arguments]).Length > 0 ? $"{told} Give it as \"{Arguments}\" in {Params}."
            : null;
    }

    /// <summary>Messages of the versions without a handshake name theirs.</summary>
    private static bool NamesItsVersion(JsonElement given) => given.TryGetProperty(Meta, out var meta) && meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty(Version, out _);

    private static string MustBeObject(string what, JsonElement given) =>
        $"{what} must be an object; received {(given.ValueKind is JsonValueKind.Array ? "an array" : given.ValueKind is JsonValueKind.String ? "a text" : InputText.Shorten(given.GetRawText()))}.";

    private static bool IsString(JsonElement given, string name) => given.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    /// <summary>Whether every text and name is one: half of a surrogate pair is valid JSON, and no text.</summary>
    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(IsText),
                JsonValueKind.String => value.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
