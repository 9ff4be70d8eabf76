namespace Connector.Functions.Endpoints;

/// <summary>A route of the connector, whichever host serves it.</summary>
/// <param name="Name">A unique name.</param>
/// <param name="Methods">The HTTP methods.</param>
/// <param name="Route">The route without a leading slash.</param>
/// <param name="Handle">Answers a request.</param>
internal sealed record HttpEndpoint(string Name, string[] Methods, string Route, RequestDelegate Handle)
{
    /// <summary>Whether callers need no access key.</summary>
    public bool IsAnonymous { get; init; }
}
