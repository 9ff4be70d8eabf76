using System.Text.Json.Nodes;
using Connector.Api.Documents.Api;
using Connector.Api.Documents.OpenApi;
using Microsoft.OpenApi;

namespace Connector.Api.Documents.PowerPlatform;

/// <summary>Swagger 2.0 for flows: files are content, answers are told with the titles that a designer shows.</summary>
/// <param name="document">The document.</param>
internal sealed class FlowDialect(OpenApiDocument document) : IApiDialect
{
    private const string Title = "x-ms-summary";

    /// <summary>The answers as programs are told of them, of which these are made.</summary>
    private readonly AnswerComponents _answers = new(new OpenApiDocument());

    /// <inheritdoc/>
    public ApiAudience Audience => ApiAudience.Flows;

    /// <inheritdoc/>
    public bool NamesProblems => false;

    /// <inheritdoc/>
    public bool HasExamples => false;

    /// <inheritdoc/>
    public string PathOf(ApiOperation operation) => $"/{ApiDescription.RoutePrefix}{operation.Path}";

    /// <inheritdoc/>
    public IOpenApiSchema InputOf(ApiShape.Input input) => FlowInputs.Of(input);

    /// <inheritdoc/>
    public IOpenApiSchema AnswerOf(ApiShape answer) => Refer(_answers.Of(answer));

    /// <inheritdoc/>
    public void Complete(OpenApiOperation written, ApiOperation operation)
    {
        if (operation.NextLink is { } link)
        {
            written.AddExtension("x-ms-pageable", new JsonNodeExtension(new JsonObject { ["nextLinkName"] = link }));
        }

        if (operation is { Trigger: { } trigger, Body.Shape: ApiShape.Input input })
        {
            (written.Summary, written.Description) = (trigger.Title, trigger.Description);
            written.AddExtension("x-ms-trigger", new JsonNodeExtension("single"));
            written.AddExtension("x-ms-visibility", new JsonNodeExtension("important"));
            written.RequestBody!.Content![operation.Body.MediaType] = new OpenApiMediaType { Schema = FlowInputs.Of(input, trigger) };
            AnswerOf(trigger.Content);
        }
    }

    /// <inheritdoc/>
    public void Complete(OpenApiParameter written, ApiParameter parameter)
    {
        FlowInputs.Write(written, parameter.Declared);
        if (parameter.In == ApiPlace.Path)
        {
            // Slashes that are encoded once become parts of the route in a front end that decodes them.
            written.AddExtension("x-ms-url-encoding", new JsonNodeExtension(parameter.MayHaveSlashes ? "double" : "single"));
        }
    }

    /// <inheritdoc/>
    public void Complete(OpenApiRequestBody written, ApiContent body)
    {
        written.Description = body.Shape is ApiShape.File ? "The file's content." : "The parameters.";
        written.AddExtension(Title, new JsonNodeExtension("Body"));
        written.AddExtension(OpenApiConstants.BodyName, new JsonNodeExtension("body"));
    }

    /// <summary>An answer by its name; a list stands where it is used.</summary>
    private IOpenApiSchema Refer(OpenApiSchemaReference answer)
    {
        var name = answer.Reference.Id!;
        if (answer.Type == JsonSchemaType.Array)
        {
            return Inline(answer, []);
        }

        if (document.Components?.Schemas?.ContainsKey(name) != true)
        {
            document.AddComponent(name, Inline(answer, []));
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>A shape with the shapes of its parts in their places, but for one within itself.</summary>
    private static OpenApiSchema Inline(IOpenApiSchema schema, IReadOnlyList<string> around)
    {
        var named = schema as OpenApiSchemaReference;
        if (named is not null && around.Contains(named.Reference.Id, StringComparer.Ordinal))
        {
            return new OpenApiSchema { Description = schema.Description };
        }

        around = named is null ? around : [.. around, named.Reference.Id!];
        return new OpenApiSchema
        {
            Type = schema.Type,
            Format = schema.Format,
            Description = schema.Description,
            Extensions = schema.Title is { } title ? new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { [Title] = new JsonNodeExtension(title) } : null,
            Items = schema.Items is { } items ? Inline(items, around) : null,
            Properties = schema.Properties?.ToDictionary(property => property.Key, IOpenApiSchema (property) => Inline(property.Value, around), StringComparer.Ordinal),
            Required = schema.Required,
        };
    }
}
