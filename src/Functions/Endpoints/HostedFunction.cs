using Connector.Declaration;

namespace Connector.Functions.Endpoints;

/// <summary>A function as Azure Functions knows it: one per action, one per other endpoint, and the one that carries jobs on.</summary>
/// <param name="Name">The function's name.</param>
internal abstract record HostedFunction(string Name)
{
    /// <summary>Every function of the catalog, the endpoints and the job queue.</summary>
    public static IReadOnlyList<HostedFunction> All(Catalog catalog) => [.. HttpFunction.All(catalog), RunJobEndpoint.Function];
}
