using System.Text.Json.Nodes;
using Connector.Actions;

namespace Connector.Functions.Tests.Infra;

/// <summary>The resources that a deployment would set up, and who may do what with them.</summary>
public class BicepResourceTests
{
    private static readonly string Identity = PredictedDeployment.KnownInAzure("identity", "clientId");

    [BicepFact]
    public async Task The_app_is_one_identity_wherever_it_goes()
    {
        var deployment = await MainTemplate.DeployAsync();
        var identity = deployment.Single("Microsoft.ManagedIdentity/userAssignedIdentities").Id;
        var app = deployment.Single("Microsoft.Web/sites");
        var package = app.Properties["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!;
        var settings = MainTemplate.AppSettings(deployment);

        Assert.Equal([identity], app.Identities);
        Assert.Equal(identity, Text(app.Properties["keyVaultReferenceIdentity"]));
        Assert.Equal("UserAssignedIdentity", Text(package["type"]));
        Assert.Equal(identity, Text(package["userAssignedIdentityResourceId"]));
        Assert.Equal("managedidentity", settings["AzureWebJobsStorage__credential"]);
        Assert.Equal(Identity, settings["AzureWebJobsStorage__clientId"]);
        Assert.Equal(Identity, settings["AZURE_CLIENT_ID"]);
        Assert.Equal($"ClientId={Identity};Authorization=AAD", settings["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]);
    }

    [BicepFact]
    public async Task The_identity_has_the_roles_that_the_host_its_triggers_and_the_connector_need_and_no_other()
    {
        var deployment = await MainTemplate.DeployAsync();
        var assignments = deployment.OfType("Microsoft.Authorization/roleAssignments");

        Assert.Equal(
            [
                // Monitoring Metrics Publisher.
                ("Microsoft.Insights/components", "3913510d-42f4-4e42-8a64-420c390055eb"),
                // Key Vault Secrets User.
                ("Microsoft.KeyVault/vaults", "4633458b-17de-408a-b874-0445c86b69e6"),
                // Storage Queue Data Contributor.
                ("Microsoft.Storage/storageAccounts", "974c5e8b-45b9-4653-ba55-5f855dd0fb88"),
                // Storage Blob Data Owner.
                ("Microsoft.Storage/storageAccounts", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"),
            ],
            assignments
                .Select(assignment => (
                    deployment.OfId(assignment.Id.Split("/providers/Microsoft.Authorization/")[0]).Type,
                    Text(assignment.Properties["roleDefinitionId"]).Split("/roleDefinitions/")[1]))
                .Order());
        Assert.All(assignments, assignment => Assert.Equal(PredictedDeployment.KnownInAzure("identity", "principalId"), Text(assignment.Properties["principalId"])));
    }

    [BicepFact]
    public async Task The_triggers_and_the_files_share_one_storage_account_that_has_no_key_and_shows_nothing_in_public()
    {
        var deployment = await MainTemplate.DeployAsync();
        var account = deployment.Single("Microsoft.Storage/storageAccounts");
        var settings = MainTemplate.AppSettings(deployment);

        Assert.Equal(account.Name, settings["AzureWebJobsStorage__accountName"]);
        Assert.Equal(PredictedDeployment.KnownInAzure("storage", "primaryEndpoints.blob"), settings["Storage__AccountUrl"]);
        Assert.False(account.Properties["allowSharedKeyAccess"]!.GetValue<bool>());
        Assert.False(account.Properties["allowBlobPublicAccess"]!.GetValue<bool>());
    }

    [BicepFact]
    public async Task The_files_have_a_container_of_their_own_and_only_they_are_deleted_when_old()
    {
        var deployment = await MainTemplate.DeployAsync();
        var containers = deployment.OfType("Microsoft.Storage/storageAccounts/blobServices/containers").Select(container => container.Name).ToList();
        var files = MainTemplate.AppSettings(deployment)["Storage__Container"];
        var package = Text(deployment.Single("Microsoft.Web/sites").Properties["functionAppConfig"]!["deployment"]!["storage"]!["value"])
            .Replace(PredictedDeployment.KnownInAzure("storage", "primaryEndpoints.blob"), "", StringComparison.Ordinal);
        var rule = Assert.Single(deployment.Single("Microsoft.Storage/storageAccounts/managementPolicies").Properties["policy"]!["rules"]!.AsArray())!["definition"]!;

        Assert.NotEqual(files, package);
        Assert.Equal(new[] { files, package }.Order(StringComparer.Ordinal), containers.Order(StringComparer.Ordinal));
        var prefixes = rule["filters"]!["prefixMatch"]!.AsArray().Select(Text).ToList();
        string[] deleted = [.. Catalog.All.Actions.Select(action => $"{action.Name}/2026"), "uploads/2026", "job-inputs/2026", "callers/alice/uploads", "~refused/", "~records/recipes/0"];
        string[] kept = ["~records/spend/2026-11-01", "~records/subscriptions/0", "~records/runs/0"];
        Assert.All(deleted, path => Assert.Contains(prefixes, prefix => $"{files}/{path}".StartsWith(prefix, StringComparison.Ordinal)));
        Assert.All(kept, path => Assert.DoesNotContain(prefixes, prefix => $"{files}/{path}".StartsWith(prefix, StringComparison.Ordinal)));
        Assert.All(prefixes, prefix => Assert.StartsWith($"{files}/", prefix, StringComparison.Ordinal));
        Assert.True(prefixes.Count <= 10, "Azure takes 10 prefixes a rule.");
        Assert.Equal(MainTemplate.ParametersFile["fileDays"]!.ToString(), MainTemplate.AppSettings(deployment)["Storage__KeepDays"]);
        Assert.Equal(
            MainTemplate.ParametersFile["fileDays"]!.GetValue<int>(),
            rule["actions"]!["baseBlob"]!["delete"]!["daysAfterModificationGreaterThan"]!.GetValue<int>());
    }

    [BicepFact]
    public async Task The_runtime_is_the_isolated_worker_of_the_build_named_as_the_platform_lists_it()
    {
        var app = (await MainTemplate.DeployAsync()).Single("Microsoft.Web/sites");

        Assert.True(JsonNode.DeepEquals(
            new JsonObject { ["name"] = "dotnet-isolated", ["version"] = Environment.Version.ToString(2) }, app.Properties["functionAppConfig"]!["runtime"]));
    }

    [BicepFact]
    public async Task What_is_not_given_leaves_neither_a_setting_nor_a_secret()
    {
        var deployment = await MainTemplate.DeployAsync("", "", "");

        Assert.DoesNotContain(MainTemplate.AppSettings(deployment).Keys, name => name.StartsWith("Apps__", StringComparison.Ordinal));
        Assert.Empty(deployment.OfType("Microsoft.KeyVault/vaults/secrets"));
    }

    private static string Text(JsonNode? value) => value!.GetValue<string>();
}
