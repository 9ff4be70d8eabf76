namespace Connector.Api.Endpoints;

/// <summary>Answers the requests of a route; there is one for the whole process.</summary>
internal interface IEndpoint
{
    /// <summary>Answers a request.</summary>
    /// <param name="context">The request, and its answer.</param>
    Task HandleAsync(HttpContext context);
}
