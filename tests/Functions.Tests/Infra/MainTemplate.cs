using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Functions.Tests.Infra;

/// <summary>infra/main.bicep, and what infra/deploy.sh sets up with it.</summary>
internal static class MainTemplate
{
    private static readonly Lazy<Task<CompiledBicep>> Compiled = new(() => CompiledBicep.CompileAsync(Path.Combine(RepositoryFolder.Path, "infra", "main.bicep")));

    private static readonly Lazy<Task<PredictedDeployment>> Whole = new(() => DeployAsync("stability-key", "gateway-key", "https://gateway.example/", "openai-key"));

    /// <summary>The values of infra/main.parameters.json.</summary>
    public static JsonObject ParametersFile => new(JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Path, "infra", "main.parameters.json")))!["parameters"]!
        .AsObject().Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value!["value"]?.DeepClone())));

    /// <summary>The template, compiled once for all tests.</summary>
    public static Task<CompiledBicep> CompileAsync() => Compiled.Value;

    /// <summary>The deployment with every key and a gateway, predicted once for all tests.</summary>
    public static Task<PredictedDeployment> DeployAsync() => Whole.Value;

    /// <summary>The deployment with these, and what infra/main.parameters.json gives.</summary>
    public static async Task<PredictedDeployment> DeployAsync(string stabilityKey, string gatewayKey, string gatewayUrl, string openaiKey = "")
    {
        var given = ParametersFile;
        given["stabilityApiKey"] = stabilityKey;
        given["gatewayApiKey"] = gatewayKey;
        given["gatewayBaseUrl"] = gatewayUrl;
        given["openaiApiKey"] = openaiKey;
        return await PredictedDeployment.PredictAsync(await CompileAsync(), given);
    }

    /// <summary>The app settings of a deployment.</summary>
    public static IReadOnlyDictionary<string, string> AppSettings(PredictedDeployment deployment)
    {
        var settings = deployment.Single("Microsoft.Web/sites/config");
        Assert.Equal("appsettings", settings.Name);
        return settings.Properties.ToDictionary(setting => setting.Key, setting => setting.Value!.GetValue<string>(), StringComparer.Ordinal);
    }
}
