using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Declaration;
using Connector.Settings;
using Connector.Testing;

namespace Connector.Functions.Tests.Infra;

/// <summary>What infra says of settings and parameters, against the code that reads them.</summary>
public partial class BicepSettingsTests
{
    /// <summary>The settings of the Functions host and of the Azure SDK; every other one is the connector's.</summary>
    private static readonly string[] NotOurs = ["AzureWebJobsStorage__", "APPLICATIONINSIGHTS_", "AZURE_CLIENT_ID"];

    private readonly BicepFile _bicep = new();

    private IReadOnlyDictionary<string, string> OurSettings => _bicep.AppSettings
        .Where(setting => !NotOurs.Any(start => setting.Key.StartsWith(start, StringComparison.Ordinal)))
        .ToDictionary();

    [Fact]
    public void Every_app_setting_of_the_connector_is_one_of_its_settings()
    {
        Assert.NotEmpty(OurSettings);
        Assert.Empty(OurSettings.Keys.Except(Known()));
    }

    [Fact]
    public void The_connector_starts_with_its_app_settings_and_keeps_files_as_blobs_without_a_key_of_the_account()
    {
        const string KnownInAzure = "https://account.example/";

        var options = SettingsReader.Read(
            OurSettings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, _bicep.Literal(setting.Value) ?? KnownInAzure)), Catalog.All.Apps);

        Assert.Equal(new Uri(KnownInAzure), options.Blob!.AccountUrl);
        Assert.False(options.SandboxEnabled);
        Assert.All(options.Connections.Values, connection => Assert.NotNull(connection.ApiKey));
    }

    [Fact]
    public void Every_key_is_read_from_the_vault()
    {
        var keys = OurSettings.Where(setting => setting.Key.EndsWith("api_key", StringComparison.Ordinal)).ToList();

        Assert.Equal(Catalog.All.Apps.Count, keys.Count);
        Assert.All(keys, key => Assert.StartsWith("'@Microsoft.KeyVault(SecretUri=${", key.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_runtime_is_named_as_the_platform_lists_it_and_is_that_of_the_build()
    {
        Assert.Equal(new Dictionary<string, string> { ["dotnet-isolated"] = Environment.Version.ToString(2) }, _bicep.Runtimes);

        // Flex Consumption refuses it.
        Assert.DoesNotContain("FUNCTIONS_WORKER_RUNTIME", _bicep.AppSettings.Keys);
    }

    [Fact]
    public void Every_given_parameter_is_declared_and_every_declared_one_is_given_or_has_a_default()
    {
        var inFile = ParametersFile();
        var inScript = GivenByScript().Matches(Text("infra/deploy.sh")).Select(match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(inFile);
        Assert.Equal(["gatewayApiKey", "stabilityApiKey"], inScript.Order(StringComparer.Ordinal));
        Assert.Empty(inFile.Concat(inScript).Except(_bicep.Parameters.Keys));
        Assert.Empty(_bicep.Parameters.Where(parameter => !parameter.Value.HasDefault).Select(parameter => parameter.Key).Except(inFile).Except(inScript));
    }

    [Fact]
    public void Keys_are_secure_parameters_and_in_no_file()
    {
        var secure = _bicep.Parameters.Where(parameter => parameter.Value.IsSecure).Select(parameter => parameter.Key).ToList();

        Assert.Equal(["gatewayApiKey", "stabilityApiKey"], secure.Order(StringComparer.Ordinal));
        Assert.Empty(ParametersFile().Intersect(secure));
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

    [Fact]
    public void The_readme_names_every_app_setting_of_the_connector_and_every_parameter_of_the_file()
    {
        var readme = Text("infra/README.md");

        Assert.All(OurSettings.Keys.Concat(ParametersFile()), name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
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

    private static IReadOnlyList<string> ParametersFile() => [.. JsonNode.Parse(Text("infra/main.parameters.json"))!["parameters"]!.AsObject().Select(parameter => parameter.Key)];

    private static string Text(string path) => File.ReadAllText(Path.Combine(RepositoryFolder.Path, path));

    [GeneratedRegex(@"""(?<name>\w+)"": \{ ""value""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex GivenByScript();

    [GeneratedRegex(@"\b([A-Z]\w*__\w+|STABILITY_API_KEY)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SettingName();

    [GeneratedRegex(@"```sh\n(?<lines>[^`]*)```", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ShellBlock();
}
