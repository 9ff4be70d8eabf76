namespace Connector.Api.Documents.Api;

/// <summary>The HTTP API as a whole, from which OpenAPI and Swagger documents are written.</summary>
/// <param name="Version">The connector's version.</param>
/// <param name="Groups">The groups of its operations, in the order they are shown in.</param>
/// <param name="Operations">What it does.</param>
public sealed record ApiDescription(string Version, IReadOnlyList<ApiGroup> Groups, IReadOnlyList<ApiOperation> Operations)
{
    /// <summary>What it is, in a few words.</summary>
    public const string Summary = "Image generation as actions for workflow builders.";

    /// <summary>What it is, in sentences.</summary>
    public const string Text =
        "Each action checks its input before it costs money, calls the image API, saves what comes back and answers the paths of the files. "
        + "A path can be given as an input to the next action.";

    /// <summary>The first part of every route; paths of operations follow it.</summary>
    public const string RoutePrefix = "api";

    /// <summary>The header that an access key is sent in.</summary>
    public const string KeyHeader = "x-functions-key";

    /// <summary>The query parameter that an access key may be sent in instead.</summary>
    public const string KeyQuery = "code";
}
