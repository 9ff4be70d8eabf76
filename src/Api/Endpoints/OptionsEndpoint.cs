using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Options;

namespace Connector.Api.Endpoints;

/// <summary><c>GET /api/options/{app}/{list}</c>: the values of a dropdown; <c>?action=</c> and <c>?type=</c> narrow them.</summary>
internal sealed class OptionsEndpoint(OptionReader reader) : IEndpoint
{
    public static TextParameter List { get; } = new()
    {
        Name = "list",
        Label = "List",
        Description = $"The list's name: {string.Join("; ", Catalog.All.Apps.Where(app => app.OptionLists.Count > 0).Select(app => $"of {app.Slug} {string.Join(", ", app.OptionLists.Select(list => list.Name))}"))}.",
        Required = true,
        Example = "engines",
    };

    public static TextParameter ForAction { get; } = new()
    {
        Name = "action",
        Label = "Action",
        Description = "Keeps the values that suit this action.",
        Example = "dreamstudio-text-to-image",
    };

    private static readonly TextParameter OfType = new()
    {
        Name = "type",
        Label = "Type",
        Description = "Keeps the values of this upstream type.",
        Example = "PICTURE",
    };

    public static HttpEndpoint Endpoint { get; } =
        new("list-options", [HttpMethods.Get], $"api/options/{{{AppPath.Parameter.Name}}}/{{{List.Name}}}", EndpointType.Of<OptionsEndpoint>())
        {
            Describe = () => new OperationDescription
            {
                Group = ApiGroups.Catalog,
                Summary = "List the values of a dropdown",
                Text = "Reads values such as engines from the image API, each with a label for people, which says so where a value is no longer served.",
                Parameters =
                [
                    new(ApiPlace.Path, AppPath.Parameter), new(ApiPlace.Path, List), new(ApiPlace.Query, ForAction), new(ApiPlace.Query, OfType),
                ],
                Answers = [ApiAnswer.Json<IReadOnlyList<DropdownOption>>(200, "The values.")],
                Problems = [404, 429, 502, 504],
            },
        };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var options = await reader.ReadAsync(
            context.Route(AppPath.Parameter.Name), context.Route(List.Name), context.Query(ForAction), context.Query(OfType), context.RequestAborted);
        await JsonAnswer.WriteAsync(context, options, JsonStyles.Compact.IReadOnlyListDropdownOption);
    }
}
