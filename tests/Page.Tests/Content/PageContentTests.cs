using System.Text;
using System.Text.RegularExpressions;
using Connector.Actions;
using Connector.Page.Content;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connector.Page.Tests.Content;

/// <summary>Words and weight.</summary>
public sealed partial class PageContentTests
{
    /// <summary>What a first visit may weigh, in bytes over the wire.</summary>
    private const int MostBytes = 120_000;

    private static string Modules => string.Concat(PageAsset.All.Where(asset => asset.Key.EndsWith(".mjs", StringComparison.Ordinal)).Select(asset => Encoding.UTF8.GetString(asset.Value.Content.Span)));

    [Fact]
    public void Every_text_is_there_in_every_language_and_differs_from_its_name()
    {
        var english = PageTexts.Languages["en"];

        Assert.Equal(["de", "en"], PageTexts.Languages.Keys.Order(StringComparer.Ordinal));
        Assert.All(PageTexts.Languages.Values, texts =>
        {
            Assert.Equal(english.All.Keys.Order(StringComparer.Ordinal), texts.All.Keys.Order(StringComparer.Ordinal));
            Assert.All(texts.All, text => Assert.Equal(Places(english[text.Key]), Places(text.Value)));
        });

        static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Every_text_that_a_module_asks_for_is_there() =>
        Assert.Empty(TextName().Matches(Modules).Select(match => match.Groups["name"].Value).Except(PageTexts.Languages["en"].All.Keys));

    [Theory]
    [InlineData("de-AT, en", "de")]
    [InlineData("fr, de", "de")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    public void The_first_language_that_there_is_is_taken(string wanted, string language) => Assert.Equal(language, PageTexts.For(wanted.Split(", ")).Language);

    [Fact]
    public async Task The_heaviest_page_with_all_its_parts_weighs_less_than_it_may()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var renderer = new PageRenderer(services, NullLoggerFactory.Instance);
        var parts = PageAsset.All.Values.Sum(asset => asset.Content.Length);
        foreach (var action in Catalog.All.Actions)
        {
            var page = await renderer.RenderAsync(new PageRequest(PageView.Action, action, PageTexts.Languages["de"], ""), CancellationToken.None);
            var bytes = Encoding.UTF8.GetByteCount(page) + parts;
            Assert.True(bytes <= MostBytes, $"{action.Name}: {bytes} bytes, {parts} of them in parts.");
        }
    }

    [Fact]
    public async Task Every_form_says_where_it_leads_since_a_worker_renders_none_that_does_not()
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var renderer = new PageRenderer(services, NullLoggerFactory.Instance);
        var forms = new List<string>();
        foreach (var view in Enum.GetValues<PageView>())
        {
            var page = await renderer.RenderAsync(new PageRequest(view, Catalog.All.Actions[0], PageTexts.Languages["en"], ""), CancellationToken.None);
            forms.AddRange(Form().Matches(page).Select(form => form.Value));
        }

        Assert.NotEmpty(forms);
        Assert.All(forms, form => Assert.Contains(" action=", form, StringComparison.Ordinal));
    }

    [GeneratedRegex("<form[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Form();

    [GeneratedRegex(@"\{\d\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex(@"\bt\('(?<name>[a-z_]+)'", RegexOptions.NonBacktracking)]
    private static partial Regex TextName();
}
