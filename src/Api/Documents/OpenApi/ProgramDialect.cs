using Connector.Api.Documents.Api;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.OpenApi;

/// <summary>OpenAPI 3.1 for generated clients: whatever has members or fixed values has a name, since a type that a generator must name itself ends in a number.</summary>
/// <param name="api">The API.</param>
/// <param name="document">The document.</param>
internal sealed class ProgramDialect(ApiDescription api, OpenApiDocument document) : IApiDialect
{
    private readonly InputComponents _inputs = new(document, new ChoiceNames(api));
    private readonly AnswerComponents _answers = new(document);

    /// <inheritdoc/>
    public ApiAudience Audience => ApiAudience.Programs;

    /// <inheritdoc/>
    public bool NamesProblems => true;

    /// <inheritdoc/>
    public bool HasExamples => true;

    /// <inheritdoc/>
    public string PathOf(ApiOperation operation) => operation.Path;

    /// <inheritdoc/>
    public IOpenApiSchema InputOf(ApiShape.Input input) => _inputs.Of(input);

    /// <inheritdoc/>
    public IOpenApiSchema AnswerOf(ApiShape answer) => _answers.Of(answer);

    /// <inheritdoc/>
    public void Complete(OpenApiOperation written, ApiOperation operation)
    {
    }

    /// <inheritdoc/>
    public void Complete(OpenApiParameter written, ApiParameter parameter) => written.Schema = _inputs.Outside(parameter.Declared);

    /// <inheritdoc/>
    public void Complete(OpenApiRequestBody written, ApiContent body)
    {
    }
}
