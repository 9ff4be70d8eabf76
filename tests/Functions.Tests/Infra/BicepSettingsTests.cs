using System.Text.RegularExpressions;
using Connector.Actions;
using Connector.Runs;
using Connector.Settings;
using Connector.Testing;

namespace Connector.Functions.Tests.Infra;

/// <summary>What infra says of settings and parameters, against the code that reads them.</summary>
public partial class BicepSettingsTests
{
    /// <summary>The settings of the Functions host and of the Azure SDK; every other one is the connector's.</summary>
    private static readonly string[] NotOurs =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "AZURE_CLIENT_ID",
        "AzureWebJobsStorage__accountName",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential",
    ];

    [BicepFact]
    public async Task Every_app_setting_of_the_connector_is_one_of_its_settings()
    {
        var ours = await OurSettingsAsync();

        Assert.NotEmpty(ours);
        Assert.Empty(ours.Keys.Except(Known()));
    }

    /// <summary>Flex Consumption refuses FUNCTIONS_WORKER_RUNTIME, and any AzureFunctionsJobHost__ would be laid over host.json.</summary>
    [BicepFact]
    public async Task The_host_and_the_Azure_SDK_have_the_settings_of_an_identity_and_no_others()
    {
        var settings = MainTemplate.AppSettings(await MainTemplate.DeployAsync());

        Assert.Equal(NotOurs, settings.Keys.Except(Known()).Order(StringComparer.Ordinal));
    }

    [BicepFact]
    public async Task The_connector_starts_with_its_app_settings_and_keeps_files_as_blobs_without_a_key_of_the_account()
    {
        var options = SettingsReader.Read(
            (await OurSettingsAsync()).Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)), Catalog.All.Apps);

        Assert.Equal(new Uri(PredictedDeployment.KnownInAzure("storage", "primaryEndpoints.blob")), options.Blob!.AccountUrl);
        Assert.False(options.SandboxEnabled);
        StorageJobQueue.ThrowIfNotBound(options);
        Assert.All(options.Connections.Values, connection => Assert.NotNull(connection.ApiKey));
        Assert.Contains(options.Connections.Values, connection => connection.BaseUrl == new Uri("https://gateway.example/"));
    }

    [BicepFact]
    public async Task Every_key_is_read_from_the_vault()
    {
        var keys = (await OurSettingsAsync()).Where(setting => setting.Key.EndsWith("api_key", StringComparison.Ordinal)).ToList();

        Assert.Equal(Catalog.All.Apps.Count, keys.Count);
        Assert.All(keys, key => Assert.Equal(
            $"@Microsoft.KeyVault(SecretUri={PredictedDeployment.KnownInAzure(SecretOf(key.Key), "secretUriWithVersion")})",
            key.Value));
        Assert.Equal(
            ["gateway-api-key: gateway-key", "openai-api-key: openai-key", "stability-api-key: stability-key"],
            (await MainTemplate.DeployAsync()).OfType("Microsoft.KeyVault/vaults/secrets")
                .Select(secret => $"{secret.Name}: {secret.Properties["value"]}").Order(StringComparer.Ordinal));

        // One key of Stability's serves two apps.
        static string SecretOf(string setting) => setting.Split("__")[1] switch { "gateway" => "gatewaySecret", "openai" => "openaiSecret", _ => "stabilitySecret" };
    }

    [BicepFact]
    public async Task Every_given_parameter_is_declared_and_every_declared_one_is_given_or_has_a_default()
    {
        var declared = (await MainTemplate.CompileAsync()).Parameters;
        var inFile = MainTemplate.ParametersFile.Select(parameter => parameter.Key).ToList();
        var inScript = GivenByScript().Matches(Text("infra/deploy.sh")).Select(match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(inFile);
        Assert.Equal(["gatewayApiKey", "openaiApiKey", "stabilityApiKey"], inScript.Order(StringComparer.Ordinal));
        Assert.Empty(inFile.Concat(inScript).Except(declared.Keys));
        Assert.Empty(declared.Where(parameter => !parameter.Value.HasDefault).Select(parameter => parameter.Key).Except(inFile).Except(inScript));
    }

    [BicepFact]
    public async Task The_script_reads_only_what_the_deployment_tells()
    {
        var read = OutputReadByScript().Matches(Text("infra/deploy.sh")).Select(match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(read);
        Assert.Empty(read.Except((await MainTemplate.CompileAsync()).Outputs));
    }

    [BicepFact]
    public async Task Keys_are_secure_parameters_and_in_no_file()
    {
        var secure = (await MainTemplate.CompileAsync()).Parameters.Where(parameter => parameter.Value.IsSecure).Select(parameter => parameter.Key).ToList();

        Assert.Equal(["gatewayApiKey", "openaiApiKey", "stabilityApiKey"], secure.Order(StringComparer.Ordinal));
        Assert.Empty(MainTemplate.ParametersFile.Select(parameter => parameter.Key).Intersect(secure));
    }

    [Theory]
    [InlineData("infra/README.md")]
    [InlineData("Dockerfile")]
    public void Every_setting_that_is_named_exists(string path)
    {
        var named = SettingName().Matches(Text(path)).Select(match => match.Value).ToHashSet();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Known()));
    }

    [BicepFact]
    public async Task The_readme_names_every_app_setting_of_the_connector_and_every_parameter_of_the_file()
    {
        var readme = Text("infra/README.md");

        Assert.All((await OurSettingsAsync()).Keys.Concat(MainTemplate.ParametersFile.Select(parameter => parameter.Key)), name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Fewer_than_ten_commands_lead_from_nothing_to_a_deployed_app()
    {
        var deploy = Text("infra/README.md").Split("\n## ").Single(section => section.StartsWith("Deploy\n", StringComparison.Ordinal));
        var commands = ShellBlock().Matches(deploy)
            .SelectMany(block => block.Groups["lines"].Value.Replace("\\\n", "", StringComparison.Ordinal).Split(["\n", "&&", ";"], StringSplitOptions.RemoveEmptyEntries))
            .ToList();

        Assert.Contains("infra/deploy.sh connector", commands);
        Assert.InRange(commands.Count, 1, 9);
    }

    private static IEnumerable<string> Known() => ConnectorSettings.All(Catalog.All.Apps).Select(setting => setting.IsList ? setting.Name + "__0" : setting.Name);

    private static async Task<IReadOnlyDictionary<string, string>> OurSettingsAsync() =>
        MainTemplate.AppSettings(await MainTemplate.DeployAsync()).Where(setting => !NotOurs.Contains(setting.Key)).ToDictionary();

    private static string Text(string path) => File.ReadAllText(Path.Combine(RepositoryFolder.Path, path));

    [GeneratedRegex(@"""(?<name>\w+)"": \{ ""value""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex GivenByScript();

    [GeneratedRegex(@"properties\.outputs\.(?<name>\w+)\.value", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex OutputReadByScript();

    [GeneratedRegex(@"\b([A-Z]\w*__\w+|STABILITY_API_KEY|CONNECTOR_JOB_QUEUE)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingName();

    [GeneratedRegex(@"```sh\n(?<lines>[^`]*)```", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ShellBlock();
}
