using Connector.Actions;
using Connector.Api.Documents;
using Connector.Api.Documents.Api;

namespace Connector.Api.Endpoints;

/// <summary>The description of the whole API.</summary>
internal static class ApiDocuments
{
    /// <summary>The API of a catalog: every endpoint that has a description.</summary>
    public static ApiDescription Describe(Catalog catalog) => new(
        ConnectorVersion.Current,
        [.. catalog.Apps.Select(ActionDescription.GroupOf), .. ApiGroups.All],
        [.. EndpointTable.All.SelectMany(endpoint => endpoint.Operations(catalog))]);
}
