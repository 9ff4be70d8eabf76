using System.Text.Json.Nodes;
using Connector.FunctionsHost.Protocol;

namespace Connector.FunctionsHost;

/// <summary>Reads and writes descriptions of functions as messages of the protocol.</summary>
internal static class FunctionMetadata
{
    public static HostedFunctionInfo ToInfo(this RpcFunctionMetadata metadata) =>
        new(metadata.FunctionId, metadata.Name, [.. metadata.RawBindings.Select(binding => JsonNode.Parse(binding)!.AsObject())]);

    /// <summary>Asks the worker to load a function that it has described; the host says the bindings again in a form of its own.</summary>
    public static FunctionLoadRequest ToLoadRequest(this RpcFunctionMetadata metadata)
    {
        var loaded = new RpcFunctionMetadata
        {
            Name = metadata.Name,
            Directory = metadata.Directory,
            EntryPoint = metadata.EntryPoint,
            ScriptFile = metadata.ScriptFile,
            Language = metadata.Language,
            Properties = { metadata.Properties },
        };
        foreach (var binding in metadata.ToInfo().Bindings)
        {
            loaded.Bindings.Add(binding["name"]!.GetValue<string>(), ToBindingInfo(binding));
        }

        return new FunctionLoadRequest { FunctionId = metadata.FunctionId, Metadata = loaded };
    }

    private static BindingInfo ToBindingInfo(JsonObject binding) => new()
    {
        Type = binding["type"]!.GetValue<string>(),
        Direction = Enum.Parse<BindingInfo.Types.Direction>(binding["direction"]!.GetValue<string>(), ignoreCase: true),
        DataType = binding["dataType"] is { } type
            ? Enum.Parse<BindingInfo.Types.DataType>(type.GetValue<string>(), ignoreCase: true)
            : BindingInfo.Types.DataType.Undefined,
    };
}
