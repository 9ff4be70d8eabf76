using System.Globalization;
using System.Text.RegularExpressions;
using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Endpoints;
using Connector.Local;
using Connector.Settings;
using Connector.Testing;
using YamlDotNet.RepresentationModel;

namespace Connector.Api.Tests.Documents;

/// <summary>What the documents for operators name is there.</summary>
public partial class OperationsTests
{
    /// <summary>.NET's own sections.</summary>
    private static readonly string[] NotOurs = ["Logging__"];

    public static TheoryData<string> Texts =>
        ["README.md", "compose.yaml", .. Directory.GetFiles(Path.Combine(RepositoryFolder.Path, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}")];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_setting_that_is_named_exists(string path)
    {
        var known = ConnectorSettings.All(Catalog.All.Apps).ToList();

        var unknown = SettingName().Matches(Text(path)).Select(match => match.Value)
            .Where(name => !NotOurs.Any(section => name.StartsWith(section, StringComparison.Ordinal)))
            .Where(name => !known.Exists(setting => setting.Name == name || setting.Matches(name) || setting.Name.StartsWith($"{name}<", StringComparison.Ordinal) || (setting.IsList && name.StartsWith(setting.Name + "__", StringComparison.Ordinal))))
            .ToList();

        Assert.True(unknown.Count == 0, string.Join(", ", unknown));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_document_and_picture_that_is_linked_exists(string path)
    {
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryFolder.Path, path))!;

        Assert.All(
            Link().Matches(Text(path)).Select(match => match.Groups["path"].Value).Where(link => !link.Contains(':', StringComparison.Ordinal)),
            link => Assert.True(Path.Exists(Path.Combine(folder, link)), link));
    }

    [Fact]
    public void The_probes_of_Kubernetes_ask_routes_for_probes_on_the_port_of_the_image()
    {
        var container = (YamlMappingNode)((YamlSequenceNode)Yaml.Read(Text("docs/operations.md").Split("```yaml\n")[1].Split("```")[0]).Children["containers"]).Children[0];
        var asked = new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Select(probe => Yaml.At(container, probe, "httpGet")).ToList();

        Assert.Equal(["/api/health/live", "/api/health/live", "/api/health/ready"], asked.Select(probe => Yaml.Text(probe, "path")));
        Assert.All(asked, probe => Assert.Contains(EndpointTable.All, endpoint => endpoint.IsProbe && endpoint.IsAnonymous && "/" + endpoint.Route == Yaml.Text(probe, "path")));
        Assert.All(asked, probe => Assert.Contains($"EXPOSE {Yaml.Text(probe, "port")}\n", Text("Dockerfile"), StringComparison.Ordinal));
    }

    [Fact]
    public void The_floor_of_the_disk_is_the_one_that_is_documented() =>
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| {DiskRoom.Floor / 1024 / 1024} MiB free"), Text("docs/operations.md"), StringComparison.Ordinal);

    /// <summary>A version is in one place, and a release has its section.</summary>
    [Fact]
    public void The_version_is_that_of_the_newest_release_or_comes_after_it()
    {
        var sections = Section().Matches(Text("CHANGELOG.md")).Select(match => (Version: match.Groups["version"].Value, Date: match.Groups["date"].Value)).ToList();

        Assert.Equal(("Unreleased", ""), sections[0]);
        Assert.All(sections.Skip(1), section => Assert.True(DateOnly.TryParseExact(section.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), section.Version));
        var releases = sections.Skip(1).Select(section => Version.Parse(section.Version)).ToList();
        Assert.Equal(releases.OrderDescending(), releases);
        Assert.True(Version.Parse(ConnectorVersion.Current) >= releases[0], ConnectorVersion.Current);
    }

    [Fact]
    public void The_readme_is_no_longer_than_two_hundred_lines_and_begins_with_a_small_picture()
    {
        Assert.InRange(Text("README.md").Split('\n').Length, 1, 200);
        var picture = Link().Matches(Text("README.md")).Select(match => match.Groups["path"].Value).First(link => link.EndsWith(".webp", StringComparison.Ordinal));
        Assert.InRange(new FileInfo(Path.Combine(RepositoryFolder.Path, picture)).Length, 1, 100_000);
    }

    private static string Text(string path) => File.ReadAllText(Path.Combine(RepositoryFolder.Path, path));

    [GeneratedRegex(@"\b[A-Z]\w*__\w+\b", RegexOptions.NonBacktracking)]
    private static partial Regex SettingName();

    [GeneratedRegex(@"\]\((?<path>[^)#\s]+)(#[^)\s]*)?\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^## \[(?<version>[^\]]+)\]( - (?<date>\S+))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Section();
}
