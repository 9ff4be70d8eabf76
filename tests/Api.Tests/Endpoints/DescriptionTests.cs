using System.Text.RegularExpressions;
using Connector.Actions;
using Connector.Api.Documents.Api;
using Connector.Api.Endpoints;
using Connector.Declaration;

namespace Connector.Api.Tests.Endpoints;

/// <summary>What endpoints say of themselves, over all of them.</summary>
public class DescriptionTests
{
    /// <summary>They describe the others, each in a language of its own.</summary>
    private static readonly string[] Descriptions = ["get-openapi", "get-swagger", "mcp", "get-page", "get-page-part"];

    [Fact]
    public void Every_endpoint_is_described_but_those_that_describe_and_MCP_which_describes_itself() => Assert.Equal(
        Descriptions, EndpointTable.All.Where(endpoint => endpoint.Describe is null).Select(endpoint => endpoint.Name));

    [Fact]
    public void Every_variable_part_of_a_route_is_a_parameter_of_it() => Assert.All(Operations(), operation => Assert.Equal(
        Regex.Matches(operation.Path, "(?<={)[^}]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(part => part.Value).Order(),
        operation.Parameters.Where(parameter => parameter.In == ApiPlace.Path).Select(parameter => parameter.Declared.Name).Order()));

    [Fact]
    public void Every_parameter_in_a_path_is_required_and_of_others_the_day_before_which_files_are_deleted() =>
        Assert.All(Operations().SelectMany(operation => operation.Parameters), parameter =>
            Assert.Equal(parameter.In == ApiPlace.Path || parameter.Declared.Name == "before", parameter.Declared.Required));

    [Fact]
    public void Every_group_of_an_operation_is_among_those_of_the_API()
    {
        var api = ApiDocuments.Describe(Catalog.All);

        Assert.Equal(api.Groups.Count, api.Groups.DistinctBy(group => group.Name).Count());
        Assert.Equal(api.Groups.Select(group => group.Name).Order(), Operations().Select(operation => operation.Group.Name).Distinct().Order());
    }

    /// <summary>What upstream passes on as data has a shape of its own.</summary>
    [Fact]
    public void Every_action_shows_an_input_and_what_it_answers_to_that() => Assert.All(Catalog.All.Actions, action =>
    {
        var operation = Operations().Single(operation => operation.Id == EndpointDescription.IdOf(action.Name));
        Assert.Equal(action.Parameters.Count > 0, operation.Body?.Example is not null);
        Assert.All(operation.Answers, answer => Assert.Equal(action.Output is not DataOutput || answer.Status == 202, answer.Content!.Example is not null));
    });

    private static IReadOnlyList<ApiOperation> Operations() => ApiDocuments.Describe(Catalog.All).Operations;
}
