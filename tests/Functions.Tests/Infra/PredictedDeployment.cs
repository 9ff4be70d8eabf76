using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Testing;

namespace Connector.Functions.Tests.Infra;

/// <summary>What a deployment would set up, predicted from the compiled template by Bicep's own evaluator (<c>bicep snapshot</c>).</summary>
internal sealed partial class PredictedDeployment
{
    private const string Nobody = "00000000-0000-0000-0000-000000000000";

    private readonly IReadOnlyList<PredictedResource> _resources;

    private PredictedDeployment(JsonNode snapshot) =>
        _resources = [.. snapshot["predictedResources"]!.AsArray().Select(resource => new PredictedResource(resource!.AsObject()))];

    /// <summary>Predicts what a template sets up.</summary>
    /// <param name="bicep">The template.</param>
    /// <param name="given">The values of its parameters. They must be those it takes: the compiler checks names, types and ranges.</param>
    public static async Task<PredictedDeployment> PredictAsync(CompiledBicep bicep, JsonObject given)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "template.json"), Evaluable(bicep.Text));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "given.json"), given.ToJsonString());
        var parameters = Path.Combine(folder.Path, "given.bicepparam");
        await File.WriteAllLinesAsync(
            parameters, [.. given.Select(parameter => $"param {parameter.Key} = loadJsonContent('given.json').{parameter.Key}").Prepend("using 'template.json'")]);

        var result = await BicepCompiler.RunAsync(
            "snapshot", parameters, "--tenant-id", Nobody, "--subscription-id", Nobody, "--resource-group", "group", "--location", "westeurope");
        Assert.True(result.ExitCode == 0 && string.IsNullOrWhiteSpace(result.Errors), result.Everything);
        var snapshot = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "given.snapshot.json")))!;
        Assert.Empty(snapshot["diagnostics"]!.AsArray());
        return new PredictedDeployment(snapshot);
    }

    /// <summary>What stands in for a property that only Azure knows. It is a URL, since that is what most of them are.</summary>
    /// <param name="resource">The resource, as the Bicep file calls it.</param>
    /// <param name="property">The property.</param>
    public static string KnownInAzure(string resource, string property) => $"https://{resource}.{property}/";

    /// <summary>The resources of a type.</summary>
    public IReadOnlyList<PredictedResource> OfType(string type) => [.. _resources.Where(resource => resource.Type == type)];

    /// <summary>The one resource of a type.</summary>
    public PredictedResource Single(string type) => Assert.Single(OfType(type));

    /// <summary>The resource of an id.</summary>
    public PredictedResource OfId(string id) => Assert.Single(_resources, resource => resource.Id == id);

    /// <summary>
    /// The template, evaluable as a whole: the evaluator leaves alone what only Azure knows and what is secret, with every expression
    /// around it, so both become plain texts.
    /// </summary>
    private static string Evaluable(string template)
    {
        var known = Reference().Replace(template, match => $"'{KnownInAzure(match.Groups["resource"].Value, match.Groups["property"].Value)}'");
        Assert.DoesNotContain("reference(", known, StringComparison.Ordinal);
        var evaluable = JsonNode.Parse(known)!;
        foreach (var (_, parameter) in evaluable["parameters"]!.AsObject())
        {
            parameter!["type"] = parameter["type"]!.GetValue<string>().Replace("secure", "", StringComparison.Ordinal);
        }

        return evaluable.ToJsonString();
    }

    [GeneratedRegex(@"reference\('(?<resource>\w+)'\)\.(?<property>[\w.]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
