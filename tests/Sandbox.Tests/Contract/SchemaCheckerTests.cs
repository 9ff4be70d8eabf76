using System.Text.Json;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.Contract;

public class SchemaCheckerTests
{
    [Theory]
    [InlineData("""{"type":"boolean"}""", "true", null)]
    [InlineData("""{"type":"boolean"}""", "1", "body: must be a boolean")]
    [InlineData("""{"type":"string","minLength":2}""", "\"ab\"", null)]
    [InlineData("""{"type":"string","minLength":2}""", "\"🗼\"", "body: must be at least 2 characters long")]
    [InlineData("""{"type":"number","multipleOf":0.5}""", "1.5", null)]
    [InlineData("""{"type":"number","multipleOf":0.5}""", "1.3", "body: must be a multiple of 0.5")]
    [InlineData("""{"minimum":3}""", "2", "body: must be at least 3")]
    [InlineData("""{"minimum":3}""", "\"2\"", null)]
    [InlineData("""{"properties":{"a":{"properties":{"b":{"type":"integer"}}}}}""", """{"a":{"b":"x"}}""", "a.b: must be an integer")]
    [InlineData("""{"type":"array","items":{"type":"array","items":{"maximum":1}}}""", "[[0],[1,2]]", "[1][1]: must be at most 1")]
    [InlineData("""{"allOf":[{"required":["a"]},{"required":["a"]}]}""", "{}", "a: is required")]
    [InlineData("""{"$ref":"#/components/schemas/Sampler"}""", "\"DDIM\"", null)]
    [InlineData("""{"$ref":"#/components/schemas/Samples"}""", "11", "body: must be at most 10")]
    public void A_value_is_checked_against_its_schema(string schema, string value, string? problem)
    {
        var problems = new SchemaChecker(V1Document.Document).Check(Parse(value), Parse(schema)).Select(found => found.ToString());

        Assert.Equal(problem is null ? [] : [problem], problems);
    }

    [Fact]
    public void All_problems_are_found()
    {
        var body = Parse("""{"text_prompts":[{"text":1},{}],"cfg_scale":36,"width":100,"sampler":"X"}""");

        var problems = new SchemaChecker(V1Document.Document).Check(body, V1Document.Document.Schema("TextToImageRequestBody"));

        Assert.Equal(
            ["width/minimum", "width/multipleOf", "text_prompts[0].text/type", "text_prompts[1].text/required", "cfg_scale/maximum", "sampler/enum"],
            problems.Select(problem => $"{problem.Path}/{problem.Keyword}"));
    }

    [Fact]
    public void A_document_that_is_not_embedded_is_named() =>
        Assert.Contains("nothing.json", Assert.Throws<InvalidOperationException>(() => ApiDocument.Load("nothing.json")).Message, StringComparison.Ordinal);

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
