using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Api.Documents.Pipedream;
using Connector.Declaration;
using Connector.Testing;

namespace Connector.Api.Tests.Pipedream;

/// <summary>What the components that call DreamStudio's API say of themselves, and that they check what the connector checks.</summary>
public sealed class VendorComponentTests(VendorRuntime runtime) : IClassFixture<VendorRuntime>
{
    private static readonly VendorSet Set = new(Catalog.All.FindApp(VendorComponents.App));

    private static IReadOnlyList<ConnectorAction> Actions => [.. Catalog.All.Actions.Where(action => action.App.Slug == VendorComponents.App)];

    [Fact]
    public async Task P1_P2_every_action_of_the_app_is_a_component_whose_folder_file_and_key_agree()
    {
        Assert.Equal(
            Actions.Select(action => $"{action.Slug}/{action.Slug}.mjs").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Path.Combine(PipedreamRuntime.FolderOf(VendorComponents.App), "actions"), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Path.Combine(PipedreamRuntime.FolderOf(VendorComponents.App), "actions"), file)).Order(StringComparer.Ordinal));
        foreach (var action in Actions)
        {
            Assert.Equal(action.Name, (await DescribeAsync(action))["key"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task P8_P10_P24_the_app_comes_first_then_every_parameter_that_is_sent_then_the_apis_headers_then_the_stash_and_at_most_four_are_shown()
    {
        foreach (var action in Actions)
        {
            var props = DescribedComponents.Props(await DescribeAsync(action));

            IEnumerable<string> expected =
            [
                "dreamstudio",
                .. action.Parameters.Where(parameter => parameter.Place == Place.Body).Select(DescribedComponents.NameOf),
                .. action.Slug == "get-account" ? [] : new[] { "organization" },
                "clientId", "clientVersion",
                .. action.Output is MediaOutput ? ["syncDir"] : Array.Empty<string>(),
            ];
            Assert.Equal(expected, props.Select(NameOf));
            Assert.InRange(props.Count(prop => prop["type"]!.GetValue<string>() != "app" && prop["optional"] is null), 0, 4);
            Assert.All(props.Where(prop => NameOf(prop) is "engineId" or "organization"), prop => Assert.Equal("async", prop["options"]!.ToString()));
        }
    }

    [Fact]
    public void The_only_rules_that_are_left_to_the_api_look_into_files() => Assert.All(
        Actions.SelectMany(action => VendorRules.Of(Set, action)).Where(rule => rule.Written is null),
        rule => Assert.Contains(rule.Rule.Parameters, parameter => parameter is FileParameter));

    [Fact]
    public async Task A_size_is_refused_where_the_connector_refuses_it_and_nowhere_else()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.CreatePlain(64, 64));
        var action = Catalog.All.Find("dreamstudio-text-to-image");
        string[] engines =
            ["stable-diffusion-xl-1024-v1-0", "stable-diffusion-xl-beta-v2-2-2", "stable-diffusion-v1-6", "stable-diffusion-768-v2-1", "stable-diffusion-512-v2-1", "stable-diffusion-v1-5", "an-engine-of-tomorrow"];
        int?[] sides = [null, 128, 320, 512, 576, 640, 768, 896, 1024, 1152, 1536, 1600];
        var calls = engines.SelectMany(engine => sides.SelectMany(width => sides.Select(height => (Engine: engine, Width: width, Height: height)))).ToList();

        var refused = await Task.WhenAll(calls.Select(async call => (await PlayAsync(upstream.BaseUrl, action, new JsonObject
        {
            ["engineId"] = call.Engine, ["prompt"] = "x", ["width"] = call.Width, ["height"] = call.Height,
        }))["error"] is not null));

        foreach (var (call, isRefused) in calls.Zip(refused))
        {
            var body = new JsonObject { ["engine_id"] = call.Engine, ["prompt"] = "x" };
            Add("width", call.Width);
            Add("height", call.Height);
            Assert.True((await Examples.ReadAsync(action, body)).Validate().Count > 0 == isRefused, $"{call}");

            void Add(string name, int? side)
            {
                if (side is { } pixels)
                {
                    body[name] = pixels;
                }
            }
        }
    }

    [Fact]
    public async Task Every_number_beyond_its_limits_is_refused_by_its_label()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.CreatePlain(64, 64));
        foreach (var action in Actions.Where(action => action.Output is MediaOutput))
        {
            foreach (var parameter in action.Parameters.Where(parameter => parameter.Place == Place.Body && parameter is NumberParameter or WholeNumberParameter))
            {
                foreach (var number in new[] { parameter.Minimum - 1, parameter.Maximum + 1 }.OfType<double>())
                {
                    var played = await PlayAsync(upstream.BaseUrl, action, new JsonObject { [DescribedComponents.NameOf(parameter)] = number });

                    Assert.Contains($"{parameter.Label} must be ", played["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
                }
            }
        }

        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public void P19_the_only_secret_is_the_accounts_key_and_it_goes_into_one_header()
    {
        var texts = Directory.EnumerateFiles(PipedreamRuntime.FolderOf(VendorComponents.App), "*.mjs", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal);

        Assert.Equal("dreamstudio.app.mjs", Path.GetFileName(Assert.Single(texts, text => text.Value.Contains("$auth", StringComparison.Ordinal)).Key));
        Assert.Equal("dreamstudio.app.mjs", Path.GetFileName(Assert.Single(texts, text => text.Value.Contains("axios", StringComparison.Ordinal)).Key));
        Assert.All(texts.Values, text => Assert.DoesNotContain("process.env", text.Replace("process.env.STASH_DIR", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void P25_the_readme_has_pipedreams_sections_and_the_package_asks_for_what_the_tests_run() => Assert.Multiple(
        () => Assert.Equal(
            ["# Overview", "# Getting Started", "# Troubleshooting"],
            File.ReadLines(Path.Combine(PipedreamRuntime.FolderOf(VendorComponents.App), "README.md")).Where(line => line.StartsWith("# ", StringComparison.Ordinal))),
        () => Assert.All(
            JsonNode.Parse(File.ReadAllText(Path.Combine(PipedreamRuntime.FolderOf(VendorComponents.App), "package.json")))!["dependencies"]!.AsObject(),
            package => Assert.Contains($"{package.Key}@{package.Value!.GetValue<string>().TrimStart('^')}", NpmPackages.PipedreamPlatform.Packages)));

    private static string NameOf(JsonNode prop) => prop["name"]!.GetValue<string>();

    private Task<JsonNode> DescribeAsync(ConnectorAction action) => runtime.PlayAsync("describe", new JsonObject { ["action"] = action.Slug });

    private Task<JsonNode> PlayAsync(Uri api, ConnectorAction action, JsonObject props) => runtime.PlayAsync("run", new JsonObject
    {
        ["action"] = action.Slug,
        ["auth"] = new JsonObject { ["api_key"] = "sk-any", ["base_url"] = api.AbsoluteUri.TrimEnd('/') },
        ["props"] = props,
    });
}
