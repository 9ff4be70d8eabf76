using Connector.Functions.Http;
using Connector.Json;

namespace Connector.Functions.Endpoints;

/// <summary><c>GET /api/options/{app}/{list}</c>: the values of a dropdown; <c>?action=</c> and <c>?type=</c> narrow them.</summary>
internal static class OptionsEndpoint
{
    public static HttpEndpoint Endpoint { get; } = new("options", [HttpMethods.Get], "api/options/{app}/{list}", HandleAsync);

    private static async Task HandleAsync(HttpContext context)
    {
        var options = await context.Runtime().Options.ReadAsync(
            context.Route("app"), context.Route("list"), context.Request.Query["action"], context.Request.Query["type"], context.RequestAborted);
        await JsonAnswer.WriteAsync(context, options, JsonStyles.Compact.IReadOnlyListDropdownOption);
    }
}
