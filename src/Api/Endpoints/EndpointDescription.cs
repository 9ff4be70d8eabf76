using Connector.Actions;
using Connector.Api.Documents.Api;
using Connector.Api.Documents.OpenApi;

namespace Connector.Api.Endpoints;

/// <summary>What an endpoint does, in the words of the documents that describe the API.</summary>
internal abstract record EndpointDescription
{
    /// <summary>What goes into path, query and headers.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The statuses of its own problems.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    /// <summary>The operations that the endpoint is shown as.</summary>
    public abstract IEnumerable<ApiOperation> Of(HttpEndpoint endpoint, Catalog catalog);

    /// <summary>The operation of a function's name, which is kebab case.</summary>
    public static string IdOf(string name) => OpenApiNames.Pascal(name);
}
