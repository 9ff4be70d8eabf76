using System.Text.Json.Nodes;

namespace Connector.FunctionsHost;

/// <summary>A function as the worker describes it to its host.</summary>
/// <param name="Id">How both sides call it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bindings">Its bindings, the trigger among them, as JSON objects.</param>
public sealed record HostedFunctionInfo(string Id, string Name, IReadOnlyList<JsonObject> Bindings)
{
    private const string Suffix = "Trigger";

    /// <summary>The binding that starts it.</summary>
    public JsonObject Trigger =>
        Bindings.Single(binding => binding["type"]!.GetValue<string>().EndsWith(Suffix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The trigger's type: <c>httpTrigger</c>, <c>queueTrigger</c>, <c>timerTrigger</c>.</summary>
    public string TriggerType => Trigger["type"]!.GetValue<string>();

    /// <summary>The parameter that the trigger fills.</summary>
    public string TriggerName => Trigger["name"]!.GetValue<string>();

    /// <summary>Whether HTTP requests start it.</summary>
    public bool IsHttp => string.Equals(TriggerType, "httpTrigger", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its route without the prefix; its name where it has none of its own.</summary>
    public string Route => Text("route") ?? Name;

    /// <summary>Its methods in lower case; any where there are none.</summary>
    public IReadOnlyList<string> Methods =>
        [.. (Trigger["methods"] as JsonArray ?? []).Select(method => method!.GetValue<string>().ToLowerInvariant())];

    /// <summary>Which key the host would ask for, in lower case: <c>anonymous</c>, <c>function</c> or <c>admin</c>.</summary>
    public string? AuthLevel => Text("authLevel")?.ToLowerInvariant();

    /// <summary>A text of the trigger, such as <c>queueName</c>, <c>connection</c> or <c>schedule</c>.</summary>
    /// <param name="name">The property's name.</param>
    public string? Text(string name) => Trigger[name]?.GetValue<string>();
}
