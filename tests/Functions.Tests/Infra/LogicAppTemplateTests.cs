using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Functions.Tests.Infra;

/// <summary>infra/logic-apps/main.bicep, which deploys the sample workflow.</summary>
public class LogicAppTemplateTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Path, "infra", "logic-apps");

    [BicepFact]
    public async Task The_template_deploys_the_workflow_gives_it_every_parameter_and_keeps_its_secrets_secure()
    {
        var workflow = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "workflow.json")))!["definition"]!;
        var declared = workflow["parameters"]!.AsObject();
        var bicep = await CompiledBicep.CompileAsync(Path.Combine(Folder, "main.bicep"));

        var deployment = await PredictedDeployment.PredictAsync(
            bicep, new JsonObject(declared.Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)$"the {parameter.Key}"))));

        var deployed = deployment.Single("Microsoft.Logic/workflows").Properties;
        Assert.True(JsonNode.DeepEquals(workflow, deployed["definition"]));
        Assert.Equal(declared.Select(parameter => parameter.Key).Order(StringComparer.Ordinal), deployed["parameters"]!.AsObject().Select(parameter => parameter.Key).Order(StringComparer.Ordinal));
        Assert.All(declared, parameter =>
        {
            Assert.Equal($"the {parameter.Key}", deployed["parameters"]![parameter.Key]!["value"]!.GetValue<string>());
            Assert.Equal(
                (IsSecure: parameter.Value!["type"]!.GetValue<string>().StartsWith("Secure", StringComparison.Ordinal), HasDefault: false),
                bicep.Parameters[parameter.Key]);
        });
    }
}
