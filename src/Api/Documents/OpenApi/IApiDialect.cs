using Connector.Api.Documents.Api;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.OpenApi;

/// <summary>What a document says in its own way of an API that both describe.</summary>
internal interface IApiDialect
{
    /// <summary>Whom the document is for.</summary>
    ApiAudience Audience { get; }

    /// <summary>Whether problems, which most operations share, are referred to by name.</summary>
    bool NamesProblems { get; }

    /// <summary>An operation's path.</summary>
    string PathOf(ApiOperation operation);

    /// <summary>What the body of a request or an answer holds.</summary>
    OpenApiMediaType ContentOf(ApiContent content);

    /// <summary>The body of a request, which has one.</summary>
    OpenApiRequestBody BodyOf(ApiOperation operation);

    /// <summary>Adds to an operation what the dialect says of it.</summary>
    OpenApiOperation OperationOf(ApiOperation operation, OpenApiOperation written);

    /// <summary>Adds to a parameter what the dialect says of it.</summary>
    OpenApiParameter ParameterOf(ApiParameter parameter, OpenApiParameter written);
}
