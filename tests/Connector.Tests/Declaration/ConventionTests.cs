using System.Text.RegularExpressions;
using Connector.Actions;
using Connector.Declaration;
using Connector.Files;
using Connector.Testing;

namespace Connector.Tests.Declaration;

public class ConventionTests
{
    [Fact]
    public void The_catalog_holds_one_action_per_file_of_the_actions_folders()
    {
        var folder = Path.Combine(RepositoryFolder.Path, "src", "Connector", "Actions");
        var files = Directory.EnumerateDirectories(folder).SelectMany(app => Directory.EnumerateFiles(app, "*.cs")).ToList();

        Assert.NotEmpty(files);
        Assert.True(
            files.Count == Catalog.All.Actions.Count,
            $"{files.Count} files of Actions/<App>/ make {Catalog.All.Actions.Count} actions: each of these files holds one ConnectorAction, and what several share is in Actions/<App>/Shared.");
    }

    [Theory]
    [MemberData(nameof(CatalogData.Actions), MemberType = typeof(CatalogData))]
    public void An_action_is_named_after_its_app_and_described_in_sentences(string name)
    {
        var action = Catalog.All.Find(name);

        Demand("^[a-z0-9]+(-[a-z0-9]+)+$", name, "Write the slug in kebab case");
        Assert.StartsWith(action.App.Slug + "-", name, StringComparison.Ordinal);
        Demand("^[A-Z][A-Za-z0-9. ]+$", action.Title, "Write the title with letters, digits and full stops alone, beginning with a capital");
        Assert.False(action.Title.Contains(action.App.Title, StringComparison.OrdinalIgnoreCase), $"Take the app's name out of the title \"{action.Title}\": builders show it beside the title.");
        Demand(@"^[A-Z].*\.$", action.Description, "Write the description in sentences");
        Demand(@"^\d+\.\d+\.\d+$", action.Version, "Write the version as three numbers");
        Assert.True(action.Output is DataOutput || !action.Hints.ReadOnly, "An action that spends credits or saves files is not read-only.");
        Assert.Equal(action.Output is MediaOutput { Noun: not "3D model" }, action.Parameters.Any(parameter => parameter.Name == FilterPolicy.OnFiltered.Name));
        Assert.True(MediaPath.IsValid(name), "The name is a folder of the file store.");

        static void Demand(string pattern, string text, string what) => Assert.True(Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)), $"{what}: \"{text}\" is not.");
    }

    [Theory]
    [MemberData(nameof(CatalogData.Actions), MemberType = typeof(CatalogData))]
    public void Every_action_that_may_cost_takes_max_credits_and_no_free_one_does(string name)
    {
        var action = Catalog.All.Find(name);

        Assert.Equal(action.Hints == ActionHints.Generates, action.MayCost);
        Assert.Equal(action.MayCost ? 1 : 0, action.Parameters.Count(parameter => parameter == SpendLimit.MaxCredits));
        Assert.All(action.Price?.DependsOn ?? [], parameter => Assert.Contains(parameter.Name, action.Parameters.Select(own => own.Name)));
    }

    [Fact]
    public void Every_action_links_its_own_page_of_the_vendor_where_the_vendor_has_one()
    {
        var pages = Catalog.All.Actions.Select(action => action.DocumentationUrl.AbsoluteUri).ToList();

        Assert.Equal(pages.Distinct(StringComparer.Ordinal), pages);
        Assert.All(pages, page => Assert.StartsWith("https://", page, StringComparison.Ordinal));

        // The gateway's vendor has one page, and it one action.
        Assert.All(Catalog.All.Actions.Where(action => action.App.Slug != "gateway"), action => Assert.NotEqual(action.App.DocumentationUrl.AbsoluteUri, action.DocumentationUrl.AbsoluteUri));
    }

    [Fact]
    public void A_page_is_named_as_the_vendor_names_its_calls()
    {
        const string Reference = "https://platform.stability.ai/docs/api-reference#tag/";

        AssertPage("dreamstudio-text-to-image", Reference + "SDXL-1.0-and-SD1.6/operation/textToImage");
        AssertPage("dreamstudio-get-balance", Reference + "User/operation/userBalance");
        AssertPage("dreamstudio-list-engines", Reference + "Engines/operation/listEngines");
        AssertPage("stability-generate-ultra", Reference + "Generate/paths/~1v2beta~1stable-image~1generate~1ultra/post");
        AssertPage("stability-3d-stable-fast-3d", Reference + "3D/paths/~1v2beta~13d~1stable-fast-3d/post");
        AssertPage("stability-get-result", Reference + "Results/paths/~1v2beta~1results~1%7Bid%7D/get");

        static void AssertPage(string action, string page) => Assert.Equal(page, Catalog.All.Find(action).DocumentationUrl.AbsoluteUri);
    }

    [Theory]
    [MemberData(nameof(CatalogData.Actions), MemberType = typeof(CatalogData))]
    public void What_steers_the_connector_itself_comes_behind_what_the_call_is_about(string name)
    {
        var places = Catalog.All.Find(name).Parameters.Select(parameter => parameter.Place).ToList();

        Assert.Equal(places.OrderBy(place => place == Place.Connector), places);
    }

    [Theory]
    [MemberData(nameof(CatalogData.Choices), MemberType = typeof(CatalogData))]
    public void A_choice_reads_as_people_write_it(string action, string name) => Assert.All(CatalogData.Find(action, name).Choices, choice =>
    {
        Assert.Matches(@"^[A-Z0-9][A-Za-z0-9+():. -]*$", choice.Label);
        Assert.DoesNotMatch(@"\b(?i:png|jpeg|webp|mp3|wav|json|3d)\b(?<!PNG|JPEG|WebP|MP3|WAV|JSON|3D)", choice.Label);

        // A value is a label only where it has no words, or is an acronym as people write it.
        Assert.True(choice.Label != choice.Value || choice.Label.All(character => !char.IsLetter(character)) || choice.Value is "DDIM" or "DDPM", choice.Value);
    });

    [Fact]
    public void A_v2beta_post_is_named_after_the_last_two_parts_of_its_path() => Assert.All(
        Catalog.All.Actions.Where(action => action.App.Slug == "stability" && action.Endpoint.Method == HttpMethod.Post),
        action => Assert.Equal("stability-" + string.Join('-', action.Endpoint.Template.Split('/')[^2..]), action.Name));

    [Fact]
    public void A_job_names_an_action_that_fetches_its_result() => Assert.All(
        Catalog.All.Actions.Select(action => action.Output).OfType<JobOutput>(),
        job => Assert.IsType<MediaOutput>(Catalog.All.Find(job.ResultAction).Output));

    [Theory]
    [MemberData(nameof(CatalogData.Actions), MemberType = typeof(CatalogData))]
    public void An_action_names_each_parameter_once_and_rules_only_over_its_own(string name)
    {
        var action = Catalog.All.Find(name);
        var names = action.Parameters.Select(parameter => parameter.Name).ToList();

        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        Assert.All(action.Rules, rule =>
        {
            Assert.Matches(@"^\S.*\.$", rule.Description);
            Assert.All(rule.Parameters, parameter => Assert.Contains(parameter.Name, names));
        });
        Assert.All(action.Endpoint.Path.Where(part => part.Parameter is not null), part =>
        {
            var declared = action.Parameters.Single(parameter => parameter.Name == part.Parameter!.Name);
            Assert.True(declared.Required || declared.DefaultValue is not null, $"{declared.Name} stands in the path, so it needs a default or must be required.");
        });
    }

    [Theory]
    [MemberData(nameof(CatalogData.Parameters), MemberType = typeof(CatalogData))]
    public void A_parameter_has_a_name_a_label_and_a_description_without_limits(string action, string name)
    {
        var parameter = CatalogData.Find(action, name);

        Assert.Matches("^[a-z][a-z0-9_]*$", name);
        Assert.Matches("^[A-Z][A-Za-z0-9 ]*$", parameter.Label);
        Assert.Matches(@"^[A-Z][^\n]*\.$", parameter.Description);
        Assert.DoesNotMatch("(?i)default|maximum|minimum|at most|at least", parameter.Description);
        Assert.True(parameter.FullDescription.Length <= 1000, $"{name} is described in {parameter.FullDescription.Length} characters.");
    }

    [Theory]
    [MemberData(nameof(CatalogData.Parameters), MemberType = typeof(CatalogData))]
    public async Task Each_parameters_example_is_valid_in_an_otherwise_valid_input(string action, string name)
    {
        var declared = Catalog.All.Find(action);
        var body = await Examples.IncludingAsync(declared, CatalogData.Find(action, name));

        var input = await Examples.ReadAsync(declared, body);

        Assert.Empty(input.Validate());
        Assert.True(input.Values.Has(CatalogData.Find(action, name)));
    }

    [Theory]
    [MemberData(nameof(CatalogData.Parameters), MemberType = typeof(CatalogData))]
    public async Task Each_default_is_a_valid_value(string action, string name)
    {
        var parameter = CatalogData.Find(action, name);
        if (parameter.DefaultValue is not { } value)
        {
            return;
        }

        var body = await Examples.IncludingAsync(Catalog.All.Find(action), parameter);
        body[name] = System.Text.Json.Nodes.JsonNode.Parse(parameter.ToJson(value).GetRawText());

        Assert.DoesNotContain((await Examples.ReadAsync(Catalog.All.Find(action), body)).Validate(), problem => problem.Parameter == name);
    }
}
