using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Testing;

namespace Connector.Tests.Declaration;

/// <summary>Every limit of every parameter, from both sides.</summary>
public class BoundaryTests
{
    [Theory]
    [MemberData(nameof(CatalogData.Numbers), MemberType = typeof(CatalogData))]
    public async Task A_number_is_accepted_at_its_limits_and_refused_beyond(string action, string name)
    {
        var parameter = CatalogData.Find(action, name);
        var step = parameter is WholeNumberParameter whole ? whole.MultipleOf ?? 1 : 0.001;
        if (parameter.Minimum is { } min)
        {
            Assert.Empty(await ProblemsWithAsync(action, name, min));
            Assert.Equal(ProblemCodes.OutOfRange, (await SingleProblemAsync(action, name, min - step)).Code);
        }

        if (parameter.Maximum is { } max)
        {
            Assert.Empty(await ProblemsWithAsync(action, name, max));
            Assert.Equal(ProblemCodes.OutOfRange, (await SingleProblemAsync(action, name, max + step)).Code);
        }
    }

    [Theory]
    [MemberData(nameof(CatalogData.Numbers), MemberType = typeof(CatalogData))]
    public async Task A_number_names_the_limit_and_the_value_it_refuses(string action, string name)
    {
        var parameter = CatalogData.Find(action, name);
        if (parameter.Minimum is not { } min)
        {
            return;
        }

        var problem = await SingleProblemAsync(action, name, min - 1000);

        Assert.Contains(name, problem.Message, StringComparison.Ordinal);
        Assert.Contains(((decimal)min).ToString(System.Globalization.CultureInfo.InvariantCulture), problem.Message, StringComparison.Ordinal);
        Assert.Contains(((decimal)(min - 1000)).ToString(System.Globalization.CultureInfo.InvariantCulture), problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CatalogData.Numbers), MemberType = typeof(CatalogData))]
    public async Task A_number_may_come_as_text_because_builders_send_it_so(string action, string name)
    {
        var parameter = CatalogData.Find(action, name);

        Assert.Empty(await ProblemsWithAsync(action, name, parameter.ToText(parameter.ExampleValue)));
    }

    [Theory]
    [MemberData(nameof(CatalogData.Numbers), MemberType = typeof(CatalogData))]
    public async Task A_number_refuses_every_other_type(string action, string name)
    {
        foreach (var wrong in new[] { "true", "\"many\"", "[1]", "{}", "\"1e400\"", "\"NaN\"", "\"0x10\"" })
        {
            Assert.Equal(ProblemCodes.InvalidType, (await SingleProblemAsync(action, name, JsonNode.Parse(wrong))).Code);
        }
    }

    [Theory]
    [MemberData(nameof(CatalogData.Numbers), MemberType = typeof(CatalogData))]
    public async Task A_whole_number_refuses_fractions_and_what_is_between_its_steps(string action, string name)
    {
        if (CatalogData.Find(action, name) is not WholeNumberParameter parameter)
        {
            return;
        }

        Assert.Equal(ProblemCodes.InvalidType, (await SingleProblemAsync(action, name, parameter.Example + 0.5)).Code);
        Assert.Equal(ProblemCodes.InvalidType, (await SingleProblemAsync(action, name, JsonNode.Parse("1e30"))).Code);
        Assert.Empty(await ProblemsWithAsync(action, name, JsonNode.Parse($"{parameter.Example}.0")));
        if (parameter.MultipleOf is not null)
        {
            Assert.Equal(ProblemCodes.NotAMultiple, (await SingleProblemAsync(action, name, parameter.Example + 1)).Code);
        }
    }

    [Theory]
    [MemberData(nameof(CatalogData.Choices), MemberType = typeof(CatalogData))]
    public async Task A_choice_accepts_each_of_its_values_and_suggests_the_nearest_for_another(string action, string name)
    {
        foreach (var choice in CatalogData.Find(action, name).Choices)
        {
            Assert.Empty(await ProblemsWithAsync(action, name, choice.Value));

            var problem = await SingleProblemAsync(action, name, choice.Value + "x");
            Assert.Equal(ProblemCodes.NotAllowed, problem.Code);
            Assert.Contains($"Did you mean \"{choice.Value}\"?", problem.Message, StringComparison.Ordinal);
        }

        Assert.Equal(ProblemCodes.NotAllowed, (await SingleProblemAsync(action, name, 7)).Code);
        Assert.Equal(ProblemCodes.InvalidType, (await SingleProblemAsync(action, name, true)).Code);
    }

    [Theory]
    [MemberData(nameof(CatalogData.Texts), MemberType = typeof(CatalogData))]
    public async Task A_text_is_accepted_at_its_lengths_and_refused_beyond(string action, string name)
    {
        var parameter = (TextParameter)CatalogData.Find(action, name);
        if (parameter.MinLength > 0)
        {
            Assert.Empty(await ProblemsWithAsync(action, name, new string('a', parameter.MinLength)));
            if (parameter.MinLength > 1)
            {
                Assert.Equal(ProblemCodes.TooShort, (await SingleProblemAsync(action, name, new string('a', parameter.MinLength - 1))).Code);
            }
        }

        if (parameter.MaxLength is { } longest)
        {
            Assert.Empty(await ProblemsWithAsync(action, name, new string('a', longest)));
            Assert.Equal(ProblemCodes.TooLong, (await SingleProblemAsync(action, name, new string('a', longest + 1))).Code);
        }

        // A number is its text; anything else is none.
        Assert.Equal((await ProblemsWithAsync(action, name, "7")).Select(problem => problem.Code), (await ProblemsWithAsync(action, name, 7)).Select(problem => problem.Code));
        Assert.Equal(ProblemCodes.InvalidType, (await SingleProblemAsync(action, name, true)).Code);
        Assert.Equal(ProblemCodes.InvalidType, (await SingleProblemAsync(action, name, JsonNode.Parse("[]"))).Code);
    }

    /// <summary>The problems of one parameter in an otherwise valid input; rules over several parameters do not count here.</summary>
    private static async Task<IReadOnlyList<Problem>> ProblemsWithAsync(string action, string name, JsonNode? value)
    {
        var declared = Catalog.All.Find(action);
        var body = await Examples.IncludingAsync(declared, CatalogData.Find(action, name));
        body[name] = value;
        var problems = (await Examples.ReadAsync(declared, body)).Validate();
        return [.. problems.Where(problem => problem.Parameter == name && problem.Code is not (ProblemCodes.InvalidSize or ProblemCodes.Conflict))];
    }

    private static async Task<Problem> SingleProblemAsync(string action, string name, JsonNode? value) =>
        Assert.Single(await ProblemsWithAsync(action, name, value));
}
