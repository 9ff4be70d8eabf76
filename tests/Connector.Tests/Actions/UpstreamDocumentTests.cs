using System.Text.Json;
using Connector.Actions;
using Connector.Declaration;

namespace Connector.Tests.Actions;

/// <summary>The declarations against the upstream documents: what a document names is declared, with its limits.</summary>
public class UpstreamDocumentTests
{
    /// <summary>Where a declaration departs from its document, and why.</summary>
    private static readonly Dictionary<string, string> Departures = new()
    {
        ["dreamstudio-text-to-image height default"] = "holds for engines that are gone; SDXL takes 1024",
        ["dreamstudio-text-to-image width default"] = "holds for engines that are gone; SDXL takes 1024",
        ["dreamstudio-text-to-image steps default"] = "holds for engines that are gone; SDXL takes 30",
        ["dreamstudio-image-to-image steps default"] = "holds for engines that are gone; SDXL takes 30",
        ["dreamstudio-mask-image steps default"] = "holds for engines that are gone; SDXL takes 30",
        ["dreamstudio-upscale-image steps default"] = "holds for engines that are gone; SDXL takes 30",
    };

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
        if (action.Endpoint.Constants.Any(constant => constant.Name == property))
        {
            return;
        }

        // The places of a list of files have one name.
        var declaredOnes = action.Parameters.Where(parameter => parameter.WireName == property).ToList();
        Assert.Equal(schema.TryGetProperty("x-max-items", out var places) ? places.GetInt32() : 1, declaredOnes.Count);
        var parameter = declaredOnes[0];

        var type = Text(schema, "type")!;
        Assert.Contains(parameter.JsonType, type switch
        {
            "number" => ["number", "integer"],

            // v2beta: "true" and "false" are documented as texts; in a form a flag is no other.
            "string" => ["string", "boolean"],
            _ => new[] { type },
        });
        Assert.Equal(Number(schema, "minimum"), parameter.Minimum);
        Assert.Equal(Number(schema, "maximum"), parameter.Maximum);
        Assert.Equal(IsRequired(action, property), parameter.Required || HasFriendlyForm(action, parameter));
        if (!Departures.ContainsKey($"{actionName} {property} default"))
        {
            Assert.Equal(
                schema.TryGetProperty("default", out var value) ? value.ToString() : null,
                parameter.DefaultValue is { } declared ? parameter.ToText(declared) : null,
                ignoreCase: true);
        }

        switch (parameter)
        {
            case ChoiceParameter choice when schema.TryGetProperty("enum", out var values):
                Assert.Equal(values.EnumerateArray().Select(one => one.GetString()).Order(), choice.Choices.Select(one => one.Value).Order());
                break;
            case ChoiceParameter:
                // v1's mask_source lists its values in prose.
                Assert.All(((ChoiceParameter)parameter).Choices, one => Assert.Contains(one.Value, Text(schema, "description")!, StringComparison.Ordinal));
                break;
            case TextParameter text:
                Assert.Equal(Number(schema, "maxLength"), text.MaxLength);
                Assert.Equal(Number(schema, "minLength") ?? 0, text.MinLength);
                break;
            case WholeNumberParameter whole:
                Assert.Equal(Number(schema, "multipleOf"), whole.MultipleOf);
                break;
            case FileParameter file when schema.TryGetProperty("x-image-rules", out var rules):
                Assert.Equal(rules.GetProperty("formats").EnumerateArray().Select(format => $"image/{format}").Order(), file.Formats.Select(format => format.ContentType).Order());
                Assert.Equal(
                    (Number(rules, "minSide"), Number(rules, "maxSide"), Number(rules, "minPixels"), Number(rules, "maxPixels"), Text(rules, "maxAspect")),
                    (file.Image?.MinSide, file.Image?.MaxSide, file.Image?.MinPixels, file.Image?.MaxPixels, file.Image?.MaxAspect is { } aspect ? $"{aspect}:1" : null));
                break;
            case ListParameter list:
                Assert.Equal(Number(schema, "minItems") ?? 0, list.MinItems);
                Assert.Equal(
                    Resolve(action, schema.GetProperty("items")).GetProperty("properties").EnumerateObject().Select(field => field.Name),
                    list.Fields.Select(field => field.WireName));
                break;
        }
    }

    [Fact]
    public void Each_operation_of_the_documents_is_an_action()
    {
        var operations = from document in typeof(UpstreamDocumentTests).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".openapi.json", StringComparison.Ordinal))
                         from path in Document(document).GetProperty("paths").EnumerateObject()
                         from method in path.Value.EnumerateObject()
                         where method.Name is "get" or "post"
                         select $"{method.Name.ToUpperInvariant()} {path.Name}";

        // One document may describe the calls of another app by the same paths.
        var (documented, declared) = (operations.Order().ToList(), Catalog.All.Actions.Select(action => $"{action.Endpoint.Method} {action.Endpoint.Template}").Order().ToList());
        Assert.All(documented.Except(declared), operation => Assert.Fail($"{operation} of a document is no action: add a file to src/Connector/Actions/<App>, or take it out of the document."));
        Assert.All(declared.Except(documented), operation => Assert.Fail($"{operation} of an action is in no document: add it to the app's document in src/Sandbox/Specs."));
        Assert.Equal(documented, declared);
    }

    [Theory]
    [MemberData(nameof(Declaration.CatalogData.Actions), MemberType = typeof(Declaration.CatalogData))]
    public void Each_documented_price_is_declared(string actionName)
    {
        var action = Catalog.All.Find(actionName);
        if (!Operation(action).TryGetProperty("x-credits", out var credits))
        {
            return;
        }

        var now = credits.GetProperty("now");
        if (now.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal(now.GetDecimal(), Assert.IsType<FixedCreditPrice>(action.Price).Credits);
        }
        else if (action.Price is ChoiceCreditPrice choice)
        {
            Assert.Equal(now.EnumerateObject().Select(one => $"{one.Name} {one.Value}").Order(), choice.Credits.Select(one => $"{one.Key} {one.Value}").Order());
        }
        else
        {
            Assert.Equal("17 + 0.06 * steps", now.GetProperty("stable-audio-2").GetString());
            Assert.Contains("17 and 0.06 per step", action.Price!.Description, StringComparison.Ordinal);
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
        Assert.All(action.Endpoint.Constants, constant => Assert.Contains(constant.Name, documented));
    }

    private static bool HasFriendlyForm(ConnectorAction action, Parameter parameter) =>
        parameter is ListParameter && IsRequired(action, parameter.WireName) && action.Parameters.Any(one => one is TextParameter { BecomesItem: not null });

    private static bool IsRequired(ConnectorAction action, string property) => Schemas(action).Any(schema =>
        schema.TryGetProperty("required", out var required) && required.EnumerateArray().Any(name => name.GetString() == property));

    private static Dictionary<string, JsonElement> BodyProperties(ConnectorAction action) => Schemas(action)
        .Where(schema => schema.TryGetProperty("properties", out _))
        .SelectMany(schema => schema.GetProperty("properties").EnumerateObject())
        .DistinctBy(property => property.Name)
        .ToDictionary(property => property.Name, property => Resolve(action, property.Value));

    /// <summary>The schema of an operation's body and the schemas it is made of.</summary>
    private static IEnumerable<JsonElement> Schemas(ConnectorAction action)
    {
        return Operation(action).TryGetProperty("requestBody", out var body)
            ? Parts(body.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema"))
            : [];

        IEnumerable<JsonElement> Parts(JsonElement schema)
        {
            schema = Resolve(action, schema);
            return new[] { "allOf", "oneOf", "anyOf" }
                .Where(word => schema.TryGetProperty(word, out _))
                .SelectMany(word => schema.GetProperty(word).EnumerateArray().SelectMany(Parts))
                .Prepend(schema);
        }
    }

    private static JsonElement Operation(ConnectorAction action) => Document(DocumentOf(action))
        .GetProperty("paths").GetProperty(action.Endpoint.Template).GetProperty(action.Endpoint.Method.Method.ToLowerInvariant());

    private static string DocumentOf(ConnectorAction action) => action.App.Slug switch
    {
        "dreamstudio" => "stability-v1.openapi.json",
        "stability" => "stability-v2beta.openapi.json",
        var slug => $"{slug}.openapi.json",
    };

    private static JsonElement Document(string name)
    {
        using var stream = typeof(UpstreamDocumentTests).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no document src/Sandbox/Specs/{name}: write one of what the app's actions call, or say here which other one describes them.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private static JsonElement Resolve(ConnectorAction action, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(Document(DocumentOf(action)), (element, step) => element.GetProperty(step))
        : schema;

    private static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.GetDouble() : null;
}
