using System.Text.Json.Nodes;

namespace Connector.Functions.Tests.Infra;

/// <summary>A Bicep file as the compiler translates it: a template of Azure Resource Manager.</summary>
/// <param name="text">The template.</param>
internal sealed class CompiledBicep(string text)
{
    /// <summary>The template's text.</summary>
    public string Text => text;

    /// <summary>The parameters, whether each is a secret and whether it has a default.</summary>
    public IReadOnlyDictionary<string, (bool IsSecure, bool HasDefault)> Parameters => Part("parameters").ToDictionary(
        parameter => parameter.Key,
        parameter => (
            parameter.Value!["type"]!.GetValue<string>().StartsWith("secure", StringComparison.Ordinal),
            parameter.Value.AsObject().ContainsKey("defaultValue")),
        StringComparer.Ordinal);

    /// <summary>The names of what a deployment tells its caller.</summary>
    public IReadOnlyList<string> Outputs => [.. Part("outputs").Select(output => output.Key)];

    /// <summary>Compiles a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">The compiler has something to say of it, if only a warning.</exception>
    public static async Task<CompiledBicep> CompileAsync(string path)
    {
        var result = await BicepCompiler.RunAsync("build", "--stdout", path);
        return result.ExitCode == 0 && string.IsNullOrWhiteSpace(result.Errors)
            ? new CompiledBicep(result.Output)
            : throw new FormatException($"bicep ended with {result.ExitCode}: {result.Errors}");
    }

    private JsonObject Part(string name) => JsonNode.Parse(text)![name]!.AsObject();
}
