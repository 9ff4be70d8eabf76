using System.Text.Json;
using Connector.Declaration;

namespace Connector.Tests.Actions;

/// <summary>The declarations against the upstream documents: what a document names is declared, with its limits.</summary>
public class UpstreamDocumentTests
{
    private static readonly string[] LimitsNotTaken =
    [
        // The document's default holds for engines that are gone; SDXL takes 30 steps and 1024 pixels.
        "steps default", "height default", "width default",
    ];

    public static TheoryData<string, string> DocumentedProperties
    {
        get
        {
            var properties = new TheoryData<string, string>();
            foreach (var action in Catalog.All.Actions)
            {
                foreach (var (name, _) in BodyProperties(action))
                {
                    properties.Add(action.Name, name);
                }
            }

            return properties;
        }
    }

    [Theory]
    [MemberData(nameof(DocumentedProperties))]
    public void Each_documented_property_is_declared_with_its_limits(string actionName, string property)
    {
        var action = Catalog.All.Find(actionName);
        var schema = BodyProperties(action)[property];
        var parameter = Assert.Single(action.Parameters, parameter => parameter.WireName == property);

        Assert.Equal(Text(schema, "type"), parameter.JsonType);
        Assert.Equal(Number(schema, "minimum"), parameter.Minimum);
        Assert.Equal(Number(schema, "maximum"), parameter.Maximum);
        if (!LimitsNotTaken.Contains($"{property} default", StringComparer.Ordinal))
        {
            Assert.Equal(schema.TryGetProperty("default", out var value) ? value.ToString() : null, parameter.DefaultValue is { } declared ? parameter.ToText(declared) : null);
        }

        switch (parameter)
        {
            case ChoiceParameter choice:
                Assert.Equal(schema.GetProperty("enum").EnumerateArray().Select(one => one.GetString()), choice.Choices.Select(one => one.Value));
                break;
            case WholeNumberParameter whole:
                Assert.Equal(Number(schema, "multipleOf"), whole.MultipleOf);
                break;
            case ListParameter list:
                Assert.Equal(Number(schema, "minItems") ?? 0, list.MinItems);
                Assert.Equal(
                    Resolve(action, schema.GetProperty("items")).GetProperty("properties").EnumerateObject().Select(field => field.Name),
                    list.Fields.Select(field => field.WireName));
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Declaration.CatalogData.Actions), MemberType = typeof(Declaration.CatalogData))]
    public void Nothing_is_sent_that_the_document_does_not_name(string actionName)
    {
        var action = Catalog.All.Find(actionName);
        var documented = BodyProperties(action).Keys;

        Assert.All(
            action.Parameters.Where(parameter => parameter.Place == Place.Body && !action.Endpoint.HasInPath(parameter) && parameter is not TextParameter { BecomesItem: not null }),
            parameter => Assert.Contains(parameter.WireName, documented));
    }

    private static Dictionary<string, JsonElement> BodyProperties(ConnectorAction action)
    {
        var operation = Document(action).GetProperty("paths").GetProperty(action.Endpoint.Template).GetProperty(action.Endpoint.Method.Method.ToLowerInvariant());
        var content = operation.GetProperty("requestBody").GetProperty("content").EnumerateObject().First().Value;
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Collect(content.GetProperty("schema"));
        return properties;

        void Collect(JsonElement schema)
        {
            schema = Resolve(action, schema);
            if (schema.TryGetProperty("properties", out var own))
            {
                foreach (var property in own.EnumerateObject())
                {
                    properties[property.Name] = Resolve(action, property.Value);
                }
            }

            if (schema.TryGetProperty("allOf", out var parts))
            {
                foreach (var part in parts.EnumerateArray())
                {
                    Collect(part);
                }
            }
        }
    }

    private static JsonElement Document(ConnectorAction action)
    {
        var name = action.App.Slug switch
        {
            "dreamstudio" => "stability-v1.openapi.json",
            var slug => throw new InvalidOperationException($"Say here which document describes {slug}."),
        };
        using var stream = typeof(UpstreamDocumentTests).Assembly.GetManifestResourceStream(name)!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private static JsonElement Resolve(ConnectorAction action, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(Document(action), (element, step) => element.GetProperty(step))
        : schema;

    private static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.GetDouble() : null;
}
