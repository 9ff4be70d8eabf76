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
    public string PathOf(ApiOperation operation) => operation.Path;

    /// <inheritdoc/>
    public OpenApiMediaType ContentOf(ApiContent content) => new()
    {
        Schema = content.Shape switch
        {
            ApiShape.Input input => _inputs.Of(input),
            ApiShape.Answer answer => _answers.Of(answer),
            ApiShape.OneOf answer => _answers.Of(answer),
            _ => new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        },
        Example = content.Example?.DeepClone(),
    };

    /// <inheritdoc/>
    public OpenApiRequestBody BodyOf(ApiOperation operation) => new()
    {
        Required = true,
        Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal) { [operation.Body!.MediaType] = ContentOf(operation.Body) },
    };

    /// <inheritdoc/>
    public OpenApiOperation OperationOf(ApiOperation operation, OpenApiOperation written) => written;

    /// <inheritdoc/>
    public OpenApiParameter ParameterOf(ApiParameter parameter, OpenApiParameter written)
    {
        written.Schema = _inputs.Outside(parameter.Declared);
        return written;
    }
}
