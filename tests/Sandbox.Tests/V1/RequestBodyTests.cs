using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.V1;

/// <summary>The values on both sides of every limit in the document's TextToImageRequestBody.</summary>
public class RequestBodyTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly JsonElement Schema = V1Document.Document.Schema("TextToImageRequestBody");

    public static TheoryData<string, string> AcceptedValues => Cases(Accepted);

    public static TheoryData<string, string, string> RefusedValues
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var (name, schema) in Fields())
            {
                foreach (var (value, demand) in Refused(schema))
                {
                    cases.Add(name, value, demand);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(AcceptedValues))]
    public async Task A_value_within_the_limits_is_accepted(string field, string value) =>
        (await sandbox.Client.GenerateAsync(BodyWith(field, value))).ShouldBeOk();

    [Theory]
    [MemberData(nameof(RefusedValues))]
    public async Task A_value_beyond_a_limit_is_refused_with_the_field_and_the_limit(string field, string value, string demand)
    {
        var answer = await sandbox.Client.GenerateAsync(BodyWith(field, value));

        var isStep = demand.StartsWith("must be a multiple", StringComparison.Ordinal);
        var message = answer.ShouldBeError(400, isStep ? "invalid_height_or_width" : "bad_request");
        Assert.StartsWith($"{field}: {demand}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cases_cover_every_property_of_the_document()
    {
        var covered = RefusedValues.Select(row => (string)row[0]).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(11, V1Document.Properties(Schema).Count());
        Assert.All(V1Document.Properties(Schema), property => Assert.Contains(property.Name, covered));
    }

    [Theory]
    [InlineData("{}", "text_prompts: is required")]
    [InlineData("{\"text_prompts\":[{}]}", "text_prompts[0].text: is required")]
    [InlineData("{\"text_prompts\":[{\"text\":\"a\"},{\"weight\":1}]}", "text_prompts[1].text: is required")]
    [InlineData("{\"text_prompts\":[\"a\"]}", "text_prompts[0]: must be an object")]
    [InlineData("[]", "body: must be an object")]
    [InlineData("null", "body: must be an object")]
    [InlineData("{\"text_prompts\":[{\"text\":\"\\ud800\"}]}", "body: must be valid JSON")]
    [InlineData("{\"text_prompts\":[{\"text\":\"a\",\"\\ud800\":1}],\"cfg_scale\":36}", "body: must be valid JSON")]
    [InlineData("", "body: must be valid JSON")]
    [InlineData("{\"text_prompts\":", "body: must be valid JSON")]
    [InlineData("{'text_prompts':1}", "body: must be valid JSON")]
    public async Task A_body_that_lacks_something_is_refused(string body, string message) =>
        Assert.Equal(message, (await sandbox.Client.GenerateAsync(body)).ShouldBeError(400, "bad_request"));

    [Fact]
    public async Task Text_that_is_not_UTF_8_is_refused()
    {
        var request = SandboxClient.Generation("");
        request.Content = new ByteArrayContent([.. "{\"text_prompts\":[{\"text\":\""u8, 0xC3, 0x28, .. "\"}]}"u8]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var answer = await sandbox.Client.SendAsync(request);

        Assert.Equal("body: must be valid JSON", answer.ShouldBeError(400, "bad_request"));
    }

    [Fact]
    public async Task Unknown_fields_are_ignored() =>
        (await sandbox.Client.GenerateAsync(BodyWith("negative_promt", "[1,null,{}]"))).ShouldBeOk();

    [Fact]
    public async Task The_documents_own_example_is_accepted()
    {
        var example = V1Document.Document.Schema("TextToImageRequestBody").GetProperty("example").GetRawText();

        (await sandbox.Client.GenerateAsync(example, engine: "stable-diffusion-v1-5")).ShouldBeOk();
    }

    private static IEnumerable<(string Name, JsonElement Schema)> Fields()
    {
        var prompt = V1Document.Document.Schema("TextPrompt");
        return V1Document.Properties(Schema)
            .Concat(V1Document.Properties(prompt).Select(field => ($"text_prompts[0].{field.Name}", field.Schema)));
    }

    private static TheoryData<string, string> Cases(Func<JsonElement, IEnumerable<string>> values)
    {
        var cases = new TheoryData<string, string>();
        foreach (var (name, schema) in Fields())
        {
            foreach (var value in values(schema))
            {
                cases.Add(name, value);
            }
        }

        return cases;
    }

    private static IEnumerable<string> Accepted(JsonElement schema)
    {
        switch (schema.GetProperty("type").GetString())
        {
            case "integer" or "number":
                return new[] { Limit(schema, "minimum"), Limit(schema, "maximum") }
                    .OfType<double>()
                    .DefaultIfEmpty(-0.5)
                    .Select(Text);
            case "string" when schema.TryGetProperty("enum", out var choices):
                return choices.EnumerateArray().Select(choice => choice.GetRawText());
            case "string":
                // Each of these is one character, though two UTF-16 units and four bytes.
                var longest = string.Concat(Enumerable.Repeat("🗼", (int)(Limit(schema, "maxLength") ?? 1)));
                return ["\"\"", $"\"{longest}\""];
            case "array":
                return ["[{\"text\":\"a\"}]", "[{\"text\":\"a\"},{\"text\":\"b\",\"weight\":-1}]"];
            default:
                return ["{}", "{\"anything\":[1]}"];
        }
    }

    private static IEnumerable<(string Value, string Demand)> Refused(JsonElement schema)
    {
        var type = schema.GetProperty("type").GetString()!;
        yield return ("null", "must be a");
        yield return ("true", "must be a");
        yield return (type is "string" ? "1" : "\"1\"", "must be a");
        if (type is "integer")
        {
            yield return ("128.5", "must be an integer");
            yield return ("128.0", "must be an integer");
            yield return ("99999999999999999999", "must be an integer");
        }

        if (type is "number")
        {
            yield return ("1e999", "must be a number");
        }

        var distance = type is "integer" ? 1 : 0.001;
        if (Limit(schema, "minimum") is { } minimum)
        {
            yield return (Text(minimum - distance), $"must be at least {Text(minimum)}");
        }

        if (Limit(schema, "maximum") is { } maximum)
        {
            yield return (Text(maximum + distance), $"must be at most {Text(maximum)}");
        }

        if (Limit(schema, "multipleOf") is { } step)
        {
            yield return (Text((3 * step) - 1), $"must be a multiple of {Text(step)}");
            yield return (Text((3 * step) + 1), $"must be a multiple of {Text(step)}");
        }

        if (Limit(schema, "maxLength") is { } longest)
        {
            yield return ($"\"{new string('a', (int)longest + 1)}\"", $"must be at most {Text(longest)} characters long");
        }

        if (Limit(schema, "minItems") is { } fewest)
        {
            yield return ("[]", $"must have at least {Text(fewest)} items");
        }

        if (schema.TryGetProperty("enum", out var choices))
        {
            yield return ("\"unheard-of\"", "must be one of " + choices[0].GetString());
            yield return ($"\"{SwapCase(choices[0].GetString()!)}\"", "must be one of " + choices[0].GetString());
        }
    }

    private static string BodyWith(string field, string value)
    {
        var body = JsonNode.Parse(SandboxClient.Body("a tree"))!.AsObject();
        var name = field[(field.LastIndexOf('.') + 1)..];
        var owner = name.Length == field.Length ? body : body["text_prompts"]![0]!.AsObject();
        owner[name] = JsonNode.Parse(value);
        return body.ToJsonString();
    }

    private static double? Limit(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var limit) ? limit.GetDouble() : null;

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string SwapCase(string text) =>
        string.Concat(text.Select(letter => char.IsUpper(letter) ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));
}
