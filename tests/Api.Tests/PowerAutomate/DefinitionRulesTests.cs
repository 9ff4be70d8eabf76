using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing.Hosting;
using static Connector.Api.Tests.PowerAutomate.ConnectorDefinition;

namespace Connector.Api.Tests.PowerAutomate;

/// <summary>The rules for definitions of Power Platform connectors, over the emitted one.</summary>
public class DefinitionRulesTests
{
    private static readonly string[] Statuses = ["400", "401", "402", "403", "413", "422", "429", "500", "default"];

    [Fact]
    public void W1_is_Swagger_2_below_one_megabyte()
    {
        Assert.Equal("2.0", (string)Root["swagger"]!);
        Assert.InRange(new FileInfo(DefinitionFile).Length, 1, 1_000_000);
    }

    [Fact]
    public void W2_has_a_title_a_description_and_a_contact_as_they_are_wanted()
    {
        var info = Root["info"]!.AsObject();
        var title = (string)info["title"]!;
        Assert.InRange(title.Length, 1, 30);
        Assert.DoesNotMatch("(?i)api|connector|power|copilot|stability|stable", title);
        Assert.Matches("[A-Za-z0-9]$", title);
        Assert.InRange(((string)info["description"]!).Length, 30, 500);
        Assert.Matches(@"^\d+\.\d+\.\d+$", (string)info["version"]!);
        Assert.All(["name", "url", "email"], part => Assert.NotEmpty((string)info["contact"]![part]!));
    }

    [Fact]
    public void W3_is_reached_by_https_at_a_host_that_has_no_path_of_its_own()
    {
        Assert.Matches(@"^[^{}/ :\\]+(?::\d+)?$", (string)Root["host"]!);
        Assert.Equal("/", (string)Root["basePath"]!);
        Assert.Equal(["https"], Root["schemes"]!.AsArray().Select(scheme => (string)scheme!));
    }

    [Fact]
    public void W4_names_a_website_a_privacy_policy_and_categories()
    {
        var metadata = Root["x-ms-connector-metadata"]!.AsArray().ToDictionary(entry => (string)entry!["propertyName"]!, entry => (string)entry!["propertyValue"]!);
        Assert.Equal(["Categories", "Privacy policy", "Website"], metadata.Keys.Order());
        Assert.All(["Website", "Privacy policy"], name => Assert.StartsWith("https://", metadata[name], StringComparison.Ordinal));
        Assert.Contains("AI", metadata["Categories"].Split(';'));
    }

    [Fact]
    public void W5_has_no_key_that_the_schema_does_not_know()
    {
        IEnumerable<string> unknown =
        [
            .. Root.Unknown(KnownKeys.Root),
            .. Root["info"]!.AsObject().Unknown(KnownKeys.Info),
            .. Operations.SelectMany(one => one.Operation.Unknown(KnownKeys.Operation)),
            .. Parameters.SelectMany(one => one.Parameter.Unknown(KnownKeys.Parameter((string)one.Parameter["in"]!))),
            .. Responses.SelectMany(one => one.Response.Unknown(KnownKeys.Response)),
            .. Responses.SelectMany(one => one.Response["headers"]?.AsObject() ?? []).SelectMany(header => header.Value!.AsObject().Unknown(KnownKeys.Header)),
            .. Schemas.SelectMany(one => one.Schema.Unknown(KnownKeys.Schema)),
        ];
        Assert.Empty(unknown.Distinct());
        Assert.All(Schemas, one => Assert.True(one.Schema["format"] is not { } format || KnownKeys.Formats.Contains((string)format!), $"{one.Name}: {one.Schema["format"]}"));
    }

    [Fact]
    public void W6_has_an_operation_id_in_Pascal_case_for_each_operation()
    {
        var ids = Operations.Select(one => (string)one.Operation["operationId"]!).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(ids, id => Assert.Matches("^[A-Z][A-Za-z0-9]*$", id));
    }

    [Fact]
    public void W7_has_a_summary_in_sentence_case_and_another_description_in_sentences()
    {
        var names = Catalog.All.Apps.SelectMany(app => app.ProductNames.Append(app.Title)).ToList();
        Assert.All(Operations, one =>
        {
            var (summary, description) = ((string)one.Operation["summary"]!, (string)one.Operation["description"]!);
            Assert.InRange(summary.Length, 1, 80);
            Assert.DoesNotContain('/', summary);
            Assert.Matches("^[A-Z].*[A-Za-z0-9]$", summary);
            Assert.DoesNotMatch(".[A-Z]", names.Aggregate(summary, (text, name) => text.Replace(name, "", StringComparison.Ordinal)));
            Assert.Matches(@"^[A-Z].*\.$", description);
            Assert.NotEqual(summary, description.TrimEnd('.'));
        });
        var summaries = Operations.Select(one => (string)one.Operation["summary"]!).ToList();
        Assert.Equal(summaries.Count, summaries.Distinct().Count());
    }

    [Fact]
    public void W8_has_a_title_and_a_sentence_for_each_parameter_and_property()
    {
        var said = Parameters.Select(one => ($"{one.Operation} {one.Parameter["name"]}", one.Parameter)).Concat(Properties);
        Assert.All(said, one =>
        {
            var (name, node) = one;
            var title = (string?)node["x-ms-summary"] ?? "";
            Assert.True(IsTitleCase(title) && title.Length <= 80, $"{name}: \"{title}\"");
            Assert.True((string?)node["description"] is [>= 'A' and <= 'Z' or >= '0' and <= '9', .., '.'], $"{name}: \"{node["description"]}\"");
        });
    }

    [Fact]
    public void W9_shows_what_is_required_and_knows_three_visibilities()
    {
        var shown = Parameters.Select(one => ((string)one.Parameter["name"]!, one.Parameter)).Concat(Properties).ToList();
        Assert.All(shown, one => Assert.Contains((string?)one.Item2["x-ms-visibility"], new[] { null, "important", "advanced", "internal" }));
        Assert.All(Parameters.Where(one => (bool?)one.Parameter["required"] == true && one.Parameter["x-ms-visibility"] is not null), one =>
            Assert.Equal("important", (string)one.Parameter["x-ms-visibility"]!));
        Assert.All(Schemas.Where(one => one.Name.Contains('.', StringComparison.Ordinal) || Operations.Any(operation => (string)operation.Operation["operationId"]! == one.Name)), one =>
            Assert.All((one.Schema["required"]?.AsArray() ?? []).Select(required => one.Schema["properties"]![(string)required!]!), property =>
                Assert.True((string?)property["x-ms-visibility"] is null or "important" || IsFilledInByTheBuilder(property), property.ToJsonString())));

        static bool IsFilledInByTheBuilder(JsonNode property) =>
            (string)property["x-ms-visibility"]! == "internal" && (property["default"] is not null || (bool?)property["x-ms-notification-url"] == true);
    }

    [Fact]
    public void W17_begins_a_flow_by_a_subscription_that_the_builder_fills_in_and_describes_what_the_flow_gets()
    {
        var (path, trigger) = Assert.Single(Operations, one => one.Operation["x-ms-trigger"] is not null);
        var properties = trigger["parameters"]![0]!["schema"]!["properties"]!.AsObject();
        var content = Root["paths"]![path]![Notification]!;
        var got = Root["definitions"]![((string)content["schema"]!["$ref"]!).Split('/')[^1]]!;

        Assert.Equal(("single", "When a picture is ready"), ((string)trigger["x-ms-trigger"]!, (string)trigger["summary"]!));
        Assert.Equal(["callback_url"], properties.Where(one => (bool?)one.Value!["x-ms-notification-url"] == true).Select(one => one.Key));
        Assert.Equal("file.created", (string)properties["events"]!["default"]!);
        Assert.NotNull(trigger["responses"]!["201"]!["headers"]!["Location"]);
        Assert.Contains(Operations, one => one.Path.StartsWith(path + "/", StringComparison.Ordinal) && (string)one.Operation["operationId"]! == "EndSubscription");
        Assert.NotEmpty((string)content["description"]!);
        Assert.Equal("string", (string)got["properties"]!["data"]!["properties"]!["path"]!["type"]!);
    }

    [Fact]
    public void W10_says_how_each_path_parameter_is_encoded()
    {
        var inPath = Parameters.Where(one => (string)one.Parameter["in"]! == "path").ToList();
        Assert.NotEmpty(inPath);
        Assert.All(inPath, one => Assert.Equal(
            (string)one.Parameter["name"]! == "path" ? "double" : "single",
            (string)one.Parameter["x-ms-url-encoding"]!));
    }

    [Fact]
    public void W11_fills_each_dropdown_in_both_ways_from_an_operation_that_takes_its_parameters()
    {
        var dropdowns = Properties.Where(one => one.Schema["x-ms-dynamic-values"] is not null || one.Schema["x-ms-dynamic-list"] is not null).ToList();
        var declared = Catalog.All.Actions.SelectMany(action => action.Parameters).Count(parameter => parameter.RemoteOptions is not null);
        Assert.Equal(declared, dropdowns.Count);
        Assert.All(dropdowns, one =>
        {
            var (values, list) = (one.Schema["x-ms-dynamic-values"]!.AsObject(), one.Schema["x-ms-dynamic-list"]!.AsObject());
            AssertCallable(values, values["parameters"]!.AsObject().ToDictionary(given => given.Key, given => (string)given.Value!));
            AssertCallable(list, list["parameters"]!.AsObject().ToDictionary(given => given.Key, given => (string)given.Value!["value"]!));
            Assert.Equal(("value", "label"), ((string)values["value-path"]!, (string)values["value-title"]!));
            Assert.Equal(("value", "label"), ((string)list["itemValuePath"]!, (string)list["itemTitlePath"]!));
        });
    }

    [Fact]
    public void W12_has_a_name_for_each_value_of_a_fixed_list_in_a_body_and_nowhere_else()
    {
        var lists = Properties.Where(one => one.Schema["enum"] is not null).ToList();
        Assert.NotEmpty(lists);
        Assert.All(lists, one =>
        {
            var named = one.Schema["x-ms-enum-values"]!.AsArray();
            Assert.Equal(one.Schema["enum"]!.AsArray().Select(value => (string)value!), named.Select(value => (string)value!["value"]!));
            Assert.All(named, value => Assert.NotEmpty((string)value!["displayName"]!));
        });
        Assert.All(Parameters, one => Assert.Null(one.Parameter["x-ms-enum-values"]));
    }

    [Fact]
    public void W14_takes_files_as_content_and_announces_no_form()
    {
        Assert.DoesNotContain("multipart/form-data", Root.ToJsonString(), StringComparison.Ordinal);
        var files = Catalog.All.Actions.SelectMany(action => action.Parameters).OfType<FileParameter>().Count();
        Assert.Equal(files, Properties.Count(one => (string?)one.Schema["format"] == "byte"));
        var upload = Operations.Single(one => (string)one.Operation["operationId"]! == "StoreFile").Operation;
        Assert.Equal("application/octet-stream", (string)upload["consumes"]![0]!);
        Assert.Equal("binary", (string)upload["parameters"]![0]!["schema"]!["format"]!);
    }

    [Fact]
    public void W16_has_a_schema_for_each_success_with_a_body_and_describes_the_errors()
    {
        Assert.All(Responses.Where(one => one.Status is ['2', ..] and not "204"), one => Assert.NotNull(one.Response["schema"]));
        Assert.All(Responses, one => Assert.NotEmpty((string)one.Response["description"]!));
        Assert.All(Operations, one =>
        {
            var responses = one.Operation["responses"]!.AsObject();
            Assert.Contains(responses, response => response.Key[0] == '2');
            Assert.All(RunsAnAction(one.Path) ? Statuses : ["400", "401", "403", "500", "default"], status => Assert.True(responses.ContainsKey(status), $"{one.Path} {status}"));
        });
        Assert.All(Responses.Where(one => one.Status[0] is not '2'), one => Assert.Equal("#/definitions/ProblemDocument", (string)one.Response["schema"]!["$ref"]!));
    }

    [Fact]
    public void W18_pages_through_the_files_by_a_link()
    {
        var (_, list) = Operations.Where(one => one.Operation["x-ms-pageable"] is not null).Select(one => (one.Path, one.Operation)).Single();
        var page = Root["definitions"]![((string)list["responses"]!["200"]!["schema"]!["$ref"]!).Split('/')[^1]]!;
        Assert.Equal("uri", (string)page["properties"]![(string)list["x-ms-pageable"]!["nextLinkName"]!]!["format"]!);
    }

    [Fact]
    public void W20_has_test_values_that_hold_no_secret()
    {
        var values = Parameters.Select(one => one.Parameter).Concat(Properties.Select(one => one.Schema)).Select(node => node["x-ms-test-value"]).OfType<JsonNode>().ToList();
        Assert.NotEmpty(values);
        Assert.All(values, value => Assert.DoesNotMatch("sk-|key|secret|password", value.ToJsonString()));
    }

    [Fact]
    public void W21_tests_a_connection_with_an_operation_that_needs_a_key_and_no_parameters()
    {
        var test = (string)Root["x-ms-capabilities"]!["testConnection"]!["operationId"]!;
        var operation = Operations.Single(one => (string)one.Operation["operationId"]! == test).Operation;
        Assert.Null(operation["security"]);
        Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.Null(parameter!["required"]));
    }

    [Fact]
    public void W22_has_one_security_scheme_which_every_operation_uses()
    {
        var scheme = Assert.Single(Root["securityDefinitions"]!.AsObject());
        Assert.Equal(("apiKey", "header", "x-functions-key"), ((string)scheme.Value!["type"]!, (string)scheme.Value["in"]!, (string)scheme.Value["name"]!));
        Assert.Equal(scheme.Key, Assert.Single(Assert.Single(Root["security"]!.AsArray())!.AsObject()).Key);
    }

    [Fact]
    public void W30_says_how_to_get_an_answer_later()
    {
        Assert.All(Operations.Where(one => RunsAnAction(one.Path)), one =>
        {
            var headers = one.Operation["responses"]!["202"]!["headers"]!.AsObject();
            Assert.True(headers.ContainsKey("Location") && headers.ContainsKey("Retry-After"));
            Assert.Contains(one.Operation["parameters"]!.AsArray(), parameter => (string)parameter!["name"]! == "wait");
        });
    }

    [Fact]
    public void W31_answers_paths_from_actions_and_bytes_from_one_operation() => Assert.Equal(
        ["GetFile"],
        Responses.Where(one => one.Status == "200" && (string?)one.Response["schema"]!["format"] == "binary").Select(one => one.Operation));

    [Fact]
    public void W32_lets_every_action_that_may_cost_be_repeated_under_a_key() => Assert.All(Catalog.All.Actions, action =>
    {
        var parameters = Operations.Single(one => one.Path == $"/api/actions/{action.Name}").Operation["parameters"]!.AsArray();
        Assert.Equal(action.Endpoint.Method != HttpMethod.Get, parameters.Any(parameter => (string)parameter!["name"]! == "Idempotency-Key"));
    });

    [Fact]
    public void W33_stays_below_256_operations_and_512_schemas()
    {
        Assert.InRange(Operations.Count, Catalog.All.Actions.Count, 256);
        Assert.InRange(Root["definitions"]!.AsObject().Count, 1, 512);
    }

    [Fact]
    public void Seeds_have_64_bits_since_their_range_does_not_fit_into_32()
    {
        var seeds = Properties.Where(one => one.Name.EndsWith(".seed", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(seeds);
        Assert.All(seeds, one => Assert.Equal(("integer", "int64"), ((string)one.Schema["type"]!, (string)one.Schema["format"]!)));
    }

    [Fact]
    public void Every_action_has_an_operation_with_all_of_its_parameters() => Assert.All(Catalog.All.Actions, action =>
    {
        if (BodyOf(action) is not { } body)
        {
            Assert.Empty(action.ParametersOfWaited);
            return;
        }

        Assert.Equal(action.ParametersOfWaited.Select(parameter => parameter.Name), (body["properties"]?.AsObject() ?? []).Select(property => property.Key));
        Assert.Equal(action.Parameters.Where(parameter => parameter.Required).Select(parameter => parameter.Name), (body["required"]?.AsArray() ?? []).Select(name => (string)name!));
    });

    [Fact]
    public async Task The_served_definition_is_the_emitted_one_with_the_address_of_the_server()
    {
        await using var connector = await TestConnector.StartAsync();

        var served = (await connector.GetJsonAsync("api/swagger.json")).AsObject();

        Assert.Equal(connector.Http.BaseAddress, new Uri($"{served["schemes"]![0]}://{served["host"]}{served["basePath"]}"));
        foreach (var member in new[] { "host", "schemes" })
        {
            served[member] = Root[member]!.DeepClone();
        }

        Assert.True(JsonNode.DeepEquals(Root, served));
    }

    /// <summary>A designer fills defaults in and sends them.</summary>
    [Fact]
    public void No_default_is_filled_in_that_a_rule_may_refuse() => Assert.All(Catalog.All.Actions, action =>
    {
        var body = BodyOf(action);
        Assert.All(action.ParametersOfWaited, parameter =>
            Assert.Equal(parameter.DefaultValue is not null && !action.MayRefuse(parameter), body!["properties"]![parameter.Name]!["default"] is not null));
    });

    private static bool RunsAnAction(string path) => Catalog.All.Actions.Any(action => path == $"/api/actions/{action.Name}");

    private static JsonNode? BodyOf(ConnectorAction action) => Operations.Single(one => one.Path == $"/api/actions/{action.Name}")
        .Operation["parameters"]!.AsArray().SingleOrDefault(parameter => (string)parameter!["in"]! == "body")?["schema"];

    /// <summary>Whether an operation is there, takes these parameters and gets all that it requires.</summary>
    private static void AssertCallable(JsonObject call, Dictionary<string, string> given)
    {
        var operation = Operations.Single(one => (string)one.Operation["operationId"]! == (string)call["operationId"]!).Operation;
        var parameters = operation["parameters"]!.AsArray().Select(parameter => parameter!.AsObject()).ToList();
        Assert.Subset(parameters.Select(parameter => (string)parameter["name"]!).ToHashSet(), given.Keys.ToHashSet());
        Assert.Subset(given.Keys.ToHashSet(), parameters.Where(parameter => (bool?)parameter["required"] == true).Select(parameter => (string)parameter["name"]!).ToHashSet());
        Assert.Equal("array", (string)operation["responses"]!["200"]!["schema"]!["type"]!);
        Assert.NotNull(Catalog.All.Find(given["action"]));
    }

    private static bool IsTitleCase(string title) => title.Split(' ') is [var first, .. var rest]
        && first is [>= 'A' and <= 'Z' or >= '0' and <= '9', ..]
        && rest.All(word => word is [>= 'A' and <= 'Z' or >= '0' and <= '9', ..] or "a" or "an" or "and" or "of" or "in" or "on" or "the" or "to" or "for");
}
