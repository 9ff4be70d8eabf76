using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;

namespace Connector.Api.Tests.Pipedream;

/// <summary>Pipedream's rules for components, as far as files tell; the others are tested by running them, and the style by ESLint.</summary>
public sealed partial class ComponentRuleTests(DescribedComponents components) : IClassFixture<DescribedComponents>
{
    /// <summary>What a title may begin with.</summary>
    private static readonly string[] Verbs =
        ["Create", "Edit", "Erase", "Generate", "Get", "Inpaint", "List", "Outpaint", "Redraw", "Remove", "Search", "Start", "Transfer", "Upscale"];

    /// <summary>Written small within a title.</summary>
    private static readonly string[] SmallWords = ["and", "in", "of", "to"];

    private static readonly string[] PropTypes = ["string", "integer", "boolean", "object", "any", "app", "dir", "string[]", "integer[]", "boolean[]"];

    /// <summary>The text of every action's module.</summary>
    private static IEnumerable<(ConnectorAction Action, string Text)> Modules =>
        Catalog.All.Actions.Select(action => (action, File.ReadAllText(Path.Combine(PipedreamRuntime.Folder, PathOf(action)))));

    [Fact]
    public void P1_an_action_is_a_module_in_a_folder_of_its_name_beside_the_app_and_its_common_code()
    {
        Assert.Equal(
            Catalog.All.Actions.Select(PathOf).Order(StringComparer.Ordinal),
            FilesBelow("actions").Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(PipedreamRuntime.Folder, $"{components.App["app"]}.app.mjs")));
        Assert.All(FilesBelow("common"), file => Assert.EndsWith(".mjs", file, StringComparison.Ordinal));
        Assert.Equal("app", Text(components.App, "type"));
    }

    [Fact]
    public void P2_a_key_is_the_apps_slug_and_the_actions_name() => Assert.All(
        components.Actions, component => Assert.Equal($"{components.App["app"]}-{component.Action.Name}", Text(component.Component, "key")));

    [Fact]
    public void P3_names_are_in_title_case_and_begin_with_a_verb_and_have_neither_an_article_nor_the_apps_name() => Assert.All(components.Actions, component =>
    {
        var words = Text(component.Component, "name").Split(' ');
        var title = $"The title \"{string.Join(' ', words)}\" of {component.Action.Name}";
        Assert.True(Verbs.Contains(words[0]), $"{title} must begin with a verb. If {words[0]} is one, add it to {nameof(Verbs)} of {nameof(ComponentRuleTests)}.");
        Assert.All(words, word => Assert.True(
            char.IsUpper(word[0]) || char.IsDigit(word[0]) || SmallWords.Contains(word),
            $"{title} must be in title case: write {word} with a capital. If it is a small word such as {string.Join(", ", SmallWords)}, add it to {nameof(SmallWords)} of {nameof(ComponentRuleTests)}."));
        Assert.All(words, word => Assert.False(
            word.ToLowerInvariant() is "a" or "an" or "the" || word.Equals(Text(components.App, "app"), StringComparison.OrdinalIgnoreCase),
            $"{title} must have neither an article nor the app's name: take {word} out."));
    });

    [Fact]
    public void P3_names_are_unique() => Assert.Equal(
        components.Actions.Count, components.Actions.Select(component => Text(component.Component, "name")).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void P4_a_description_is_one_or_two_sentences_and_a_link_to_the_documentation() => Assert.All(
        components.Actions,
        component => Assert.Matches(@"^([A-Z](?:[^.]|\.(?! ))+\. ){1,2}\[See the documentation\]\(https://[^)]+\)$", Text(component.Component, "description")));

    [Fact]
    public void P5_versions_are_semantic_and_the_actions_own()
    {
        Assert.All(components.Actions, component => Assert.Equal(component.Action.Version, Text(component.Component, "version")));
        Assert.All(
            components.Actions.Select(component => Text(component.Component, "version")).Append(Text(Package(), "version")),
            version => Assert.True(Version.Parse(version) >= new Version(0, 0, 1)));
    }

    [Fact]
    public void P6_an_action_says_that_it_is_one() => Assert.All(components.Actions, component => Assert.Equal("action", Text(component.Component, "type")));

    [Fact]
    public void P7_annotations_tell_the_truth_and_what_spends_credits_is_not_read_only() => Assert.All(components.Actions, component =>
    {
        var (hints, annotations) = (component.Action.Hints, component.Component["annotations"]!.AsObject());
        Assert.Equal(3, annotations.Count);
        Assert.Equal(
            (hints.ReadOnly, hints.Destructive, hints.OpenWorld),
            (Flag(annotations, "readOnlyHint"), Flag(annotations, "destructiveHint"), Flag(annotations, "openWorldHint")));
        Assert.False(Flag(annotations, "readOnlyHint") && component.Action.MayCost);
    });

    [Fact]
    public void P8_the_app_comes_first_and_props_have_names_in_camel_case_labels_and_descriptions() => Assert.All(components.Actions, component =>
    {
        var props = DescribedComponents.Props(component.Component);
        Assert.Equal(("app", Text(components.App, "app")), (Text(props[0], "type"), Text(props[0], "name")));
        Assert.Equal(props.Count, props.Select(prop => Text(prop, "name")).Distinct(StringComparer.Ordinal).Count());
        Assert.All(props.Skip(1).Where(prop => Text(prop, "type") != "dir"), prop =>
        {
            Assert.Matches("^[a-z][A-Za-z0-9]*$", Text(prop, "name"));
            Assert.Matches(@"^[A-Z]\S*( \S+)*$", Text(prop, "label"));
            Assert.Matches(@"^[A-Z].*\.$", Text(prop, "description"));
        });
    });

    [Fact]
    public void P9_props_have_pipedreams_types_and_decimals_are_strings_that_are_parsed()
    {
        Assert.All(components.Actions.SelectMany(component => DescribedComponents.Props(component.Component)), prop => Assert.Contains(Text(prop, "type"), PropTypes));
        Assert.All(components.Parameters, one =>
        {
            var expected = one.Parameter switch
            {
                WholeNumberParameter => "integer",
                FlagParameter => "boolean",
                ObjectParameter => "object",
                ListParameter or ObjectListParameter => "string[]",
                _ => "string",
            };
            Assert.Equal(expected, Text(one.Prop, "type"));
            Assert.Equal(
                one.Parameter is WholeNumberParameter ? (one.Parameter.Minimum, one.Parameter.Maximum) : default,
                (one.Prop["min"]?.GetValue<double>(), one.Prop["max"]?.GetValue<double>()));
        });
    }

    [Fact]
    public void P10_a_form_shows_what_is_required_and_at_most_four_props_and_the_others_are_optional()
    {
        Assert.All(components.Parameters.Where(one => one.Parameter.Required), one => Assert.Null(one.Prop["optional"]));
        Assert.All(components.Actions, component => Assert.InRange(
            DescribedComponents.Props(component.Component).Count(prop => Text(prop, "type") != "app" && prop["optional"] is null), 0, 4));
        Assert.All(components.Actions.Where(component => component.Action.MayCost), component => Assert.Contains(
            DescribedComponents.Props(component.Component), prop => Text(prop, "type") != "app" && prop["optional"] is null));
    }

    [Fact]
    public void P10_a_default_is_the_apis_and_is_left_out_only_where_filling_it_in_could_break_a_rule() => Assert.All(components.Parameters, one =>
    {
        var isExcludable = one.Action.Rules.Any(rule => rule.Excludable.Any(parameter => parameter.Name == one.Parameter.Name));
        var expected = isExcludable || one.Parameter.DefaultValue is not { } value ? null : one.Parameter.ToJson(value).ToString();
        Assert.Equal(expected, one.Prop["default"] is { } given ? given.ToString() : null, ignoreCase: one.Parameter is FlagParameter);
    });

    [Fact]
    public void P11_what_several_actions_share_is_declared_once_in_the_app_and_all_of_that_is_used()
    {
        var props = components.Actions.SelectMany(component => DescribedComponents.Props(component.Component)).Where(prop => Text(prop, "type") is not ("app" or "dir")).ToList();
        var own = props.Where(prop => prop["reference"] is null).Select(prop => prop.ToJsonString()).ToList();

        Assert.Equal(own.Distinct(StringComparer.Ordinal), own);
        Assert.Equal(
            components.App["definitions"]!.AsArray().Select(name => name!.GetValue<string>()).Order(StringComparer.Ordinal),
            props.Select(prop => prop["reference"]?.GetValue<string>()).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(props.Where(prop => prop["reference"] is not null).Select(WithoutReference), own.Contains);
    }

    [Fact]
    public void P12_what_upstream_lists_is_chosen_from_options_that_are_asked_for() => Assert.All(
        components.Parameters, one => Assert.Equal(one.Parameter.RemoteOptions is not null, one.Prop["options"] is JsonValue));

    [Fact]
    public void P13_no_prop_reloads_or_adds_others() => Assert.All(Modules.Select(module => module.Text).Append(Definitions()), text =>
    {
        Assert.DoesNotContain("reloadProps", text, StringComparison.Ordinal);
        Assert.DoesNotContain("additionalProps", text, StringComparison.Ordinal);
    });

    [Fact]
    public void P14_a_fixed_set_is_a_list_of_options() => Assert.All(components.Parameters.Where(one => one.Parameter is ChoiceParameter), one => Assert.Equal(
        one.Parameter.Choices.Select(choice => (choice.Label, choice.Value)),
        one.Prop["options"]!.AsArray().Select(option => (Text(option!, "label"), Text(option!, "value")))));

    [Fact]
    public void P15_one_private_helper_of_the_app_sends_requests_and_public_methods_are_verbs_with_nouns()
    {
        var texts = FilesBelow(".").Where(file => file.EndsWith(".mjs", StringComparison.Ordinal))
            .ToDictionary(file => file, file => File.ReadAllText(Path.Combine(PipedreamRuntime.Folder, file)), StringComparer.Ordinal);

        var caller = Assert.Single(texts, text => text.Value.Contains("axios", StringComparison.Ordinal) || text.Value.Contains("fetch(", StringComparison.Ordinal));
        Assert.Equal($"{components.App["app"]}.app.mjs", caller.Key);
        Assert.Single(HttpCall().Matches(caller.Value));
        Assert.Contains("_makeRequest", components.App["methods"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.All(components.App["methods"]!.AsArray(), name => Assert.Matches("^(_[a-z][A-Za-z]*|(list|store|save|run|create|delete)[A-Z][a-z]+)$", name!.GetValue<string>()));
    }

    [Fact]
    public void P16_every_action_exports_a_summary() =>
        Assert.All(Modules, module => Assert.Contains("$.export(\"$summary\", result.summary);", module.Text, StringComparison.Ordinal));

    [Fact]
    public void P19_the_only_secret_is_the_accounts() => Assert.All(
        FilesBelow(".").Where(file => file.EndsWith(".mjs", StringComparison.Ordinal)),
        file => Assert.All(
            Variable().Matches(File.ReadAllText(Path.Combine(PipedreamRuntime.Folder, file))), variable => Assert.Equal("process.env.STASH_DIR", variable.Value)));

    [Fact]
    public void P21_no_action_runs_itself_again_and_a_job_has_an_action_that_starts_it_and_one_that_fetches_its_result()
    {
        Assert.All(Modules, module => Assert.DoesNotContain("$.flow", module.Text, StringComparison.Ordinal));
        Assert.All(
            components.Actions.Where(component => component.Action.Output is JobOutput),
            component => Assert.Contains(components.Actions, other => other.Action.Name == ((JobOutput)component.Action.Output).ResultAction));
    }

    [Fact]
    public void P22_a_file_is_one_field_for_a_path_or_a_url() => Assert.All(
        components.Parameters, one => Assert.Equal(one.Parameter is FileParameter, Text(one.Prop, "label").EndsWith("File Path or URL", StringComparison.Ordinal)));

    [Fact]
    public void P23_a_file_is_saved_in_the_file_stash_or_in_tmp_without_one() => Assert.Contains(
        "process.env.STASH_DIR || \"/tmp\"", File.ReadAllText(Path.Combine(PipedreamRuntime.Folder, "common", "files.mjs")), StringComparison.Ordinal);

    [Fact]
    public void P24_what_reads_or_writes_files_takes_the_file_stash() => Assert.All(components.Actions, component =>
    {
        var (reads, writes) = (component.Action.Parameters.OfType<FileParameter>().Any(), component.Action.Output is MediaOutput);
        var stash = DescribedComponents.Props(component.Component).SingleOrDefault(prop => Text(prop, "type") == "dir");
        Assert.Equal(
            (reads, writes) switch { (true, true) => "read-write", (true, false) => "read", (false, true) => "write", _ => null },
            stash?["accessMode"]?.GetValue<string>());
        Assert.True(stash is null || (Text(stash, "name"), Flag(stash, "sync"), Flag(stash, "optional")) == ("syncDir", true, true));
    });

    [Fact]
    public void P25_the_readme_has_pipedreams_sections() => Assert.Equal(
        ["# Overview", "# Getting Started", "# Troubleshooting"],
        File.ReadLines(Path.Combine(PipedreamRuntime.Folder, "README.md")).Where(line => line.StartsWith("# ", StringComparison.Ordinal)));

    [Fact]
    public void The_tests_run_the_components_with_the_packages_that_they_ask_for() => Assert.All(
        Package()["dependencies"]!.AsObject(),
        package => Assert.Contains($"{package.Key}@{package.Value!.GetValue<string>().TrimStart('^')}", NpmPackages.PipedreamPlatform.Packages));

    private static string PathOf(ConnectorAction action) => $"actions/{action.Name}/{action.Name}.mjs";

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static bool Flag(JsonNode node, string name) => node[name]!.GetValue<bool>();

    private static JsonNode Package() => JsonNode.Parse(File.ReadAllText(Path.Combine(PipedreamRuntime.Folder, "package.json")))!;

    private static string Definitions() => File.ReadAllText(Path.Combine(PipedreamRuntime.Folder, "common", "prop-definitions.mjs"));

    private static string WithoutReference(JsonNode prop)
    {
        var copy = prop.DeepClone().AsObject();
        copy.Remove("reference");
        return copy.ToJsonString();
    }

    private static IReadOnlyList<string> FilesBelow(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(PipedreamRuntime.Folder, folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(PipedreamRuntime.Folder, file).Replace('\\', '/')),
    ];

    [GeneratedRegex(@"\baxios\(", RegexOptions.NonBacktracking)]
    private static partial Regex HttpCall();

    [GeneratedRegex(@"process\.env\.\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
