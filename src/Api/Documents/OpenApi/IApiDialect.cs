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

    /// <summary>Whether bodies have examples.</summary>
    bool HasExamples { get; }

    /// <summary>An operation's path.</summary>
    string PathOf(ApiOperation operation);

    /// <summary>The shape of an input.</summary>
    IOpenApiSchema InputOf(ApiShape.Input input);

    /// <summary>The shape of an answer.</summary>
    IOpenApiSchema AnswerOf(ApiShape answer);

    /// <summary>Adds to an operation what the dialect says of it.</summary>
    void Complete(OpenApiOperation written, ApiOperation operation);

    /// <summary>Adds to a parameter its shape, and what the dialect says of it.</summary>
    void Complete(OpenApiParameter written, ApiParameter parameter);

    /// <summary>Adds to the body of a request what the dialect says of it.</summary>
    void Complete(OpenApiRequestBody written, ApiContent body);
}
