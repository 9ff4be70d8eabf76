using Connector.Api.Documents.Api;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.OpenApi;

/// <summary>The model of a document: the library writes it as OpenAPI 3.1 or as Swagger 2.0.</summary>
/// <param name="api">The API.</param>
/// <param name="document">The document, with its head.</param>
/// <param name="dialect">What it says in its own way.</param>
internal sealed class ApiModel(ApiDescription api, OpenApiDocument document, IApiDialect dialect)
{
    /// <summary>Adds the API's operations.</summary>
    public void AddOperations()
    {
        document.Tags = api.Groups.Select(group => new OpenApiTag { Name = group.Name, Description = group.Description }).ToHashSet();
        document.Paths = [];
        foreach (var path in api.Operations.Where(operation => operation.For.HasFlag(dialect.Audience)).GroupBy(dialect.PathOf, StringComparer.Ordinal))
        {
            document.Paths.Add(path.Key, new OpenApiPathItem { Operations = path.ToDictionary(operation => operation.Method, OperationOf) });
        }
    }

    private OpenApiOperation OperationOf(ApiOperation operation)
    {
        var written = new OpenApiOperation
        {
            OperationId = operation.Id,
            Summary = operation.Summary,
            Description = operation.Description,
            Tags = new HashSet<OpenApiTagReference> { new(operation.Group.Name, document) },
            Security = operation.IsAnonymous ? [] : null,
            Parameters = [.. operation.Parameters.Where(parameter => parameter.For.HasFlag(dialect.Audience)).Select(ParameterOf)],
            RequestBody = operation.Body is { } body ? BodyOf(body) : null,
            Responses = ResponsesOf(operation),
        };
        dialect.Complete(written, operation);
        return written;
    }

    private OpenApiParameter ParameterOf(ApiParameter parameter)
    {
        var written = new OpenApiParameter
        {
            Name = parameter.Declared.Name,
            In = parameter.In switch { ApiPlace.Path => ParameterLocation.Path, ApiPlace.Query => ParameterLocation.Query, _ => ParameterLocation.Header },
            Required = parameter.Declared.Required,
            Description = parameter.Declared.FullDescription,
        };
        dialect.Complete(written, parameter);
        return written;
    }

    private OpenApiRequestBody BodyOf(ApiContent body)
    {
        var written = new OpenApiRequestBody { Required = true, Content = ContentOf(body) };
        dialect.Complete(written, body);
        return written;
    }

    private Dictionary<string, IOpenApiMediaType> ContentOf(ApiContent content) => new(StringComparer.Ordinal)
    {
        [content.MediaType] = new OpenApiMediaType
        {
            Schema = content.Shape switch
            {
                ApiShape.File => new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                ApiShape.Input input => dialect.InputOf(input),
                var answer => dialect.AnswerOf(answer),
            },
            Example = dialect.HasExamples ? content.Example?.DeepClone() : null,
        },
    };

    private OpenApiResponses ResponsesOf(ApiOperation operation)
    {
        var responses = new OpenApiResponses();
        foreach (var answer in operation.Answers.Where(answer => answer.For.HasFlag(dialect.Audience)))
        {
            responses.Add(answer.StatusKey, ResponseOf(answer));
        }

        foreach (var problem in ProblemAnswers.Of(operation))
        {
            responses.Add(problem.StatusKey, dialect.NamesProblems ? Refer(problem) : ResponseOf(problem));
        }

        return responses;
    }

    private OpenApiResponseReference Refer(ApiAnswer problem)
    {
        if (document.Components?.Responses?.ContainsKey(problem.StatusKey) != true)
        {
            document.AddComponent(problem.StatusKey, ResponseOf(problem));
        }

        return new OpenApiResponseReference(problem.StatusKey, document);
    }

    private OpenApiResponse ResponseOf(ApiAnswer answer) => new()
    {
        Description = answer.Description,
        Headers = answer.Headers.Count == 0 ? null : answer.Headers.ToDictionary(header => header.Name, header => (IOpenApiHeader)new OpenApiHeader
        {
            Description = header.Description,
            Schema = new OpenApiSchema { Type = header.Type, Format = header.Format },
        }, StringComparer.Ordinal),
        Content = answer.Content is { } content ? ContentOf(content) : null,
    };
}
