using Bunit;
using Connector.Actions;
using Connector.Declaration;
using Connector.Page.Components;
using Connector.Page.Content;

namespace Connector.Page.Tests.Components;

/// <summary>A field shows what is declared, and nothing that is not.</summary>
public sealed class FieldTests : BunitContext
{
    private static readonly PageTexts English = PageTexts.Languages[PageTexts.DefaultLanguage];

    public static TheoryData<string> Actions => [.. Catalog.All.Actions.Select(action => action.Name)];

    [Theory]
    [MemberData(nameof(Actions))]
    public void Every_parameter_has_its_label_its_help_with_the_limits_and_one_control_that_is_empty(string name)
    {
        var action = Catalog.All.Find(name);
        foreach (var parameter in action.ParametersOfWaited)
        {
            var field = RenderField(action, parameter);

            Assert.Equal(parameter.Label, field.Find("label, legend").FirstChild!.TextContent.Trim());
            Assert.Contains(parameter.Description, field.Find(".help").TextContent, StringComparison.Ordinal);
            Assert.Contains(parameter is FileParameter file ? file.ContentLimits : parameter.Limits, field.Find(".help").TextContent, StringComparison.Ordinal);
            Assert.Equal(!parameter.Required, field.Find(".need").HasAttribute("hidden"));
            if (parameter is not ListParameter)
            {
                var control = Assert.Single(field.FindAll("[name]"));
                Assert.Equal(parameter.Name, control.GetAttribute("name"));
                Assert.Equal(field.Find("label").GetAttribute("for"), control.Id);
                Assert.All(control.GetAttribute("aria-describedby")!.Split(' '), id => Assert.Single(field.FindAll($"#{id}")));
                Assert.Null(control.GetAttribute("value"));
                Assert.Empty(field.FindAll("option[selected]"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void Numbers_have_their_limits_choices_all_their_values_and_defaults_are_shown_but_not_filled_in(string name)
    {
        var action = Catalog.All.Find(name);
        foreach (var parameter in action.ParametersOfWaited)
        {
            var field = RenderField(action, parameter);
            if (parameter.JsonType is "integer" or "number")
            {
                var number = field.Find("input[type=number]");
                Assert.Equal((Text(parameter.Minimum), Text(parameter.Maximum), Text(parameter.DefaultValue)), (number.GetAttribute("min"), number.GetAttribute("max"), number.GetAttribute("placeholder")));
            }

            if (parameter is ChoiceParameter choice)
            {
                var options = field.FindAll("option");
                Assert.Equal(choice.AllowedChoices.Select(one => one.Value).Prepend(""), options.Select(option => option.GetAttribute("value")));
                Assert.Equal(choice.Default is { } value ? $"Default: {choice.AllowedChoices.Single(one => one.Value == value).Label}" : "Choose…", options[0].TextContent);
            }
        }
    }

    [Fact]
    public void Rows_of_a_list_have_a_control_for_each_of_their_fields()
    {
        var (action, list) = Catalog.All.Actions.SelectMany(action => action.ParametersOfWaited.OfType<ListParameter>(), (action, list) => (action, list)).First();

        var field = RenderField(action, list);

        Assert.All(list.Fields, one => Assert.Contains($"name=\"{one.Name}\"", field.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_dropdown_that_upstream_fills_says_where_its_values_are()
    {
        var (action, parameter) = Catalog.All.Actions.SelectMany(action => action.ParametersOfWaited, (action, parameter) => (action, parameter)).First(one => one.parameter.RemoteOptions is not null);

        var field = RenderField(action, parameter);

        Assert.Equal($"/front/api/options/{action.App.Slug}/{parameter.RemoteOptions!.List.Name}?action={action.Name}", field.Find("[name]").GetAttribute("data-options"));
    }

    private static string? Text(object? value) => value is null ? null : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);

    private IRenderedComponent<Field> RenderField(ConnectorAction action, Parameter parameter) => Render<Field>(field => field
        .Add(one => one.Of, parameter)
        .Add(one => one.Action, action)
        .Add(one => one.Request, new PageRequest(PageView.Action, action, English, "/front")));
}
