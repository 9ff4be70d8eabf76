using System.Globalization;
using System.Text.RegularExpressions;
using Connector.Actions;
using Connector.Callers;
using Connector.Settings;
using Connector.Testing;
using YamlDotNet.RepresentationModel;

namespace Connector.Api.Tests.Documents;

/// <summary>compose.yaml, as far as it can be checked without a daemon.</summary>
public partial class ComposeFileTests
{
    private static readonly YamlMappingNode File = Yaml.Read(System.IO.File.ReadAllText(Path.Combine(RepositoryFolder.Path, "compose.yaml")));

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Services => Yaml.At(File, "services").Children;

    [Fact]
    public void The_connector_starts_with_the_settings_that_it_is_given()
    {
        var options = SettingsReader.Read(Environment(("CONNECTOR_KEY", "a secret"), ("STABILITY_API_KEY", "sk-key")), Catalog.All.Apps);

        Assert.True(Assert.Single(options.Access.Keys).Sha256.Span.SequenceEqual(CallerKey.Hash("a secret")));
        Assert.True(options.TrustForwardedHeaders);
        Assert.Equal("blob", options.StorageKind);
        Assert.False(options.SandboxEnabled);
        Assert.Equal("sk-key", options.Connections["stability"].ApiKey);
        Assert.Null(options.Connections["openai"].ApiKey);
        Assert.StartsWith(PathIn("connector"), options.SpillRoot, StringComparison.Ordinal);
    }

    [Fact]
    public void It_does_not_start_without_an_access_key() =>
        Assert.Contains("CONNECTOR_KEY", Assert.Throws<InvalidOperationException>(() => Environment()).Message, StringComparison.Ordinal);

    [Fact]
    public void The_connector_finds_its_storage_by_the_name_of_the_service()
    {
        var connection = Environment(("CONNECTOR_KEY", "a secret"))["Storage__ConnectionString"];

        Assert.Equal("storage", new Azure.Storage.Blobs.BlobServiceClient(connection).Uri.Host);
        Assert.Contains("storage", Services.Select(service => $"{service.Key}"));
    }

    [Fact]
    public void Only_the_proxy_is_reached_from_outside_and_leads_to_the_port_of_the_image()
    {
        Assert.Equal(["proxy"], Services.Where(service => Yaml.Has(service.Value, "ports")).Select(service => $"{service.Key}"));
        var port = Yaml.Text(Yaml.At(File, "services", "proxy"), "command").Split("--to connector:")[1];

        Assert.Contains($"EXPOSE {port}\n", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_waited_for_and_where_is_written_is_there()
    {
        var volumes = Yaml.At(File, "volumes").Children.Select(volume => $"{volume.Key}").ToList();
        foreach (var (name, service) in Services)
        {
            if (Yaml.Has(service, "depends_on"))
            {
                var others = ((YamlMappingNode)service).Children["depends_on"] switch
                {
                    YamlMappingNode conditions => conditions.Children.Keys,
                    var list => ((YamlSequenceNode)list).Children,
                };
                Assert.Subset(Services.Select(one => $"{one.Key}").ToHashSet(), others.Select(other => $"{other}").ToHashSet());
            }

            Assert.Contains(((YamlSequenceNode)((YamlMappingNode)service).Children["volumes"]).Children, volume => volumes.Contains($"{volume}".Split(':')[0]));
            Assert.NotEqual("", $"{name}");
        }

        // Of a service that is to be healthy the image must say when it is.
        Assert.Contains("HEALTHCHECK", Dockerfile, StringComparison.Ordinal);
        Assert.Contains($"VOLUME {PathIn("connector")}\n", Dockerfile, StringComparison.Ordinal);
    }

    private static string Dockerfile => System.IO.File.ReadAllText(Path.Combine(RepositoryFolder.Path, "Dockerfile"));

    private static string PathIn(string service) => $"{((YamlSequenceNode)Yaml.At(File, "services", service).Children["volumes"]).Children[0]}".Split(':')[1];

    /// <summary>The connector's environment, with the variables of whoever starts it put in.</summary>
    private static Dictionary<string, string?> Environment(params (string Name, string Value)[] variables) => Yaml.At(File, "services", "connector", "environment").Children.ToDictionary(
        setting => $"{setting.Key}",
        setting => (string?)Variable().Replace($"{setting.Value}", match => variables.FirstOrDefault(one => one.Name == match.Groups["name"].Value).Value ?? Otherwise(match)),
        StringComparer.Ordinal);

    private static string Otherwise(Match match) => match.Groups["sign"].Value == ":-"
        ? match.Groups["rest"].Value
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{match.Groups["name"].Value} is missing: {match.Groups["rest"].Value}"));

    [GeneratedRegex(@"\$\{(?<name>\w+)(?<sign>:-|:\?)(?<rest>[^}]*)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
