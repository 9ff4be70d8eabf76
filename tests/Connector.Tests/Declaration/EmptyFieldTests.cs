using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Testing;

namespace Connector.Tests.Declaration;

/// <summary>Builders send every field of a form, the empty ones as "" or null: what says nothing is left out.</summary>
public class EmptyFieldTests
{
    [Theory]
    [MemberData(nameof(CatalogData.Parameters), MemberType = typeof(CatalogData))]
    public async Task An_empty_field_is_left_out(string action, string name)
    {
        var declared = Catalog.All.Find(action);
        var without = await Examples.IncludingAsync(declared, CatalogData.Find(action, name));
        without.Remove(name);
        var expected = await SeenAsync(declared, without);

        foreach (var empty in EmptyValues(CatalogData.Find(action, name)))
        {
            var body = without.DeepClone().AsObject();
            body[name] = JsonNode.Parse(empty);
            Assert.Equal(expected, await SeenAsync(declared, body));
        }
    }

    [Theory]
    [MemberData(nameof(CatalogData.Parameters), MemberType = typeof(CatalogData))]
    public async Task An_empty_field_that_is_required_is_still_required(string action, string name)
    {
        if (!CatalogData.Find(action, name).Required)
        {
            return;
        }

        var body = await Examples.ForAsync(Catalog.All.Find(action));
        body[name] = "";

        Assert.Contains((await Examples.ReadAsync(Catalog.All.Find(action), body)).Validate(), problem => (problem.Parameter, problem.Code) == (name, ProblemCodes.Required));
    }

    [Theory]
    [MemberData(nameof(CatalogData.Parameters), MemberType = typeof(CatalogData))]
    public async Task An_empty_field_of_a_list_s_item_is_left_out(string action, string name)
    {
        if (CatalogData.Find(action, name) is not ListParameter list)
        {
            return;
        }

        foreach (var field in list.Fields)
        {
            var item = Examples.ExampleOf(list)[0]!.AsObject();
            item[field.Name] = "";
            var body = new JsonObject { [name] = new JsonArray(item.DeepClone()) };
            var problems = (await Examples.ReadAsync(Catalog.All.Find(action), body)).Validate()
                .Where(problem => problem.Parameter.StartsWith(name, StringComparison.Ordinal) && problem.Code != ProblemCodes.Conflict);

            Assert.Equal(field.Required ? [($"{name}[0].{field.Name}", ProblemCodes.Required)] : [], problems.Select(problem => (problem.Parameter, problem.Code)));
        }
    }

    [Fact]
    public async Task An_empty_item_of_a_list_is_left_out() => Assert.Single((IReadOnlyList<ParameterValues>)(await Examples.ReadAsync(
        Catalog.All.Find("dreamstudio-text-to-image"), """{"text_prompts": ["", {"text": "a cliff"}, null, " "]}""")).BodyValues().Single().Value);

    [Fact]
    public async Task An_empty_field_of_a_batch_is_left_out()
    {
        foreach (var parameter in BatchInput.Parameters)
        {
            var batch = new JsonObject { ["action"] = "dreamstudio-text-to-image", ["inputs"] = new JsonArray(new JsonObject { ["prompt"] = "x", ["seed"] = "" }) };
            batch[parameter.Name] = "";
            var problems = await ProblemsAsync(batch);

            Assert.Equal(parameter.Required ? [(parameter.Name, ProblemCodes.Required)] : [], problems.Select(problem => (problem.Parameter, problem.Code)));
        }
    }

    [Fact]
    public async Task A_text_of_blanks_is_a_text() => Assert.Equal(
        "   ", (await Examples.ReadAsync(Catalog.All.Find("stability-generate-core"), """{"prompt": "   "}""")).BodyValues().Single().Value);

    [Theory]
    [InlineData("\\u200B", "prompt required")]
    [InlineData(" \\u200B\\uFEFF\\u2060\\u0001 ", "prompt required")]
    [InlineData("\\u0000", "prompt invalid_format")]
    [InlineData("a cliff\\u0000", "prompt invalid_format")]
    public async Task Rejects_a_text_in_which_nothing_can_be_seen_and_one_with_a_nul(string text, string problem)
    {
        var input = await Examples.ReadAsync(Catalog.All.Find("stability-generate-core"), $$"""{"prompt": "{{text}}"}""");

        var found = Assert.Single(input.Validate());
        Assert.Equal(problem, $"{found.Parameter} {found.Code}");
        Assert.Contains(problem.Contains("format", StringComparison.Ordinal) ? "U+0000" : "prompt", found.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> EmptyValues(Parameter parameter)
    {
        string[] everywhere = ["null", "\"\"", "\"\\u200B\""];
        return parameter switch
        {
            TextParameter => everywhere,
            FileParameter => [.. everywhere, "\" \"", """{"$content-type": "image/png", "$content": ""}"""],
            _ => [.. everywhere, "\" \\r\\n\""],
        };
    }

    /// <summary>What is wrong and what would be sent.</summary>
    private static async Task<string> SeenAsync(ConnectorAction action, JsonObject body)
    {
        await using var input = await Examples.ReadAsync(action, body);
        return string.Join("; ", input.Validate().Select(problem => problem.Message).Concat(input.Values.Of(action.Parameters).Select(given => given.Parameter.Name)));
    }

    private static async Task<IReadOnlyList<Problem>> ProblemsAsync(JsonObject batch)
    {
        try
        {
            await using var input = await BatchInput.ReadAsync(Catalog.All, StreamOf(batch), CancellationToken.None);
            input.ThrowIfInvalid();
            return [];
        }
        catch (ConnectorException failure)
        {
            return failure.Problems;
        }
    }

    private static MemoryStream StreamOf(JsonObject json) => new(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
