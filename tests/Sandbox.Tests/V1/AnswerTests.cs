using System.Globalization;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.V1;

public class AnswerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_PNG_answer_has_its_length_seed_and_finish_reason_in_headers()
    {
        var answer = await GenerateAsync("\"seed\":742048682", accept: "image/png");

        answer.ShouldBeOk();
        Assert.Equal("image/png", answer.ContentType);
        Assert.Equal(answer.Body.Length.ToString(CultureInfo.InvariantCulture), answer.Headers["Content-Length"]);
        Assert.Equal("742048682", answer.Headers["Seed"]);
        Assert.Equal("SUCCESS", answer.Headers["Finish-Reason"]);
        Assert.Matches("^[0-9a-f]{32}$", answer.Headers["x-request-id"]);
        PngFile.Decode(answer.Body);
    }

    [Fact]
    public async Task A_JSON_answer_holds_artifacts_as_the_document_describes_images()
    {
        var answer = await GenerateAsync("\"samples\":3,\"seed\":7");

        answer.ShouldBeOk();
        Assert.Equal(["artifacts"], answer.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(3, answer.Artifacts.Count);
        Assert.All(answer.Artifacts, artifact =>
        {
            V1Document.ShouldConform(artifact, V1Document.Document.Schema("Image"));
            Assert.Equal(["base64", "seed", "finishReason"], artifact.EnumerateObject().Select(property => property.Name));
            Assert.Equal("SUCCESS", artifact.GetProperty("finishReason").GetString());
            PngFile.Decode(artifact.GetProperty("base64").GetBytesFromBase64());
        });
        Assert.DoesNotContain("Seed", answer.Headers.Keys);
        Assert.DoesNotContain("Finish-Reason", answer.Headers.Keys);
    }

    [Theory]
    [InlineData(1, new uint[] { 1, 2, 3 })]
    [InlineData(4294967295, new uint[] { 4294967295, 0, 1 })]
    public async Task Samples_count_on_from_the_seed_and_wrap_after_32_bits(long seed, uint[] expected) =>
        Assert.Equal(expected, Seeds(await GenerateAsync($"\"samples\":3,\"seed\":{seed}")));

    [Theory]
    [InlineData("\"seed\":0")]
    [InlineData("\"samples\":1")]
    public async Task Without_a_seed_each_picture_gets_a_random_one(string more)
    {
        var first = Seeds(await GenerateAsync(more)).Single();
        var second = Seeds(await GenerateAsync(more)).Single();

        Assert.NotEqual(0u, first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task The_pictures_of_one_answer_differ()
    {
        var answer = await GenerateAsync("\"samples\":2,\"seed\":7");

        Assert.NotEqual(answer.Artifacts[0].GetProperty("base64").GetString(), answer.Artifacts[1].GetProperty("base64").GetString());
    }

    [Fact]
    public async Task The_same_request_gives_the_same_picture_in_either_form()
    {
        var png = await GenerateAsync("\"seed\":7", accept: "image/png");
        var again = await GenerateAsync("\"seed\":7", accept: "image/png");
        var json = await GenerateAsync("\"seed\":7,\"samples\":2");

        Assert.Equal(png.Body, again.Body);
        Assert.Equal(png.Body, json.Artifacts[0].GetProperty("base64").GetBytesFromBase64());
    }

    [Theory]
    [InlineData("\"seed\":8")]
    [InlineData("\"seed\":7,\"style_preset\":\"anime\"")]
    [InlineData("\"seed\":7,\"text_prompts\":[{\"text\":\"a tree\",\"weight\":0.5}]")]
    [InlineData("\"seed\":7,\"text_prompts\":[{\"text\":\"a tree\"},{\"text\":\"fog\",\"weight\":-1}]")]
    public async Task Another_seed_style_or_prompt_gives_another_picture(string more)
    {
        var one = await GenerateAsync("\"seed\":7", accept: "image/png");
        var other = await GenerateAsync(more, accept: "image/png");

        Assert.NotEqual(one.Body, other.Body);
    }

    [Fact]
    public async Task An_error_is_as_the_document_says_but_for_the_status_that_no_error_has()
    {
        var answer = await sandbox.Client.GenerateAsync("{}");

        var problems = new SchemaChecker(V1Document.Document).Check(answer.Json, V1Document.Document.Schema("Error"));

        // The document requires "status" of an error, which is none of its properties and in no error ever seen.
        Assert.Equal(["status: is required"], problems.Select(problem => problem.ToString()));
    }

    private static IEnumerable<uint> Seeds(Answer answer) =>
        answer.Artifacts.Select(artifact => artifact.GetProperty("seed").GetUInt32());

    private Task<Answer> GenerateAsync(string more, string? accept = null) =>
        sandbox.Client.GenerateAsync(SandboxClient.Body("a tree", "\"width\":128,\"height\":128," + more), accept: accept);
}
