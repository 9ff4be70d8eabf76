using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.V1;

public class AccountTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("/v1/user/account")]
    [InlineData("/v1/user/balance")]
    [InlineData("/v1/engines/list")]
    public async Task The_answer_is_as_the_document_says(string path)
    {
        var answer = await sandbox.Client.SendAsync(SandboxClient.Get(path[1..]));

        answer.ShouldBeOk();
        Assert.Equal("application/json", answer.ContentType);
        V1Document.ShouldConform(answer.Json, V1Document.Document.ResponseSchema(path, "get", "200", "application/json"));
    }

    [Fact]
    public async Task The_list_holds_the_engines_of_the_documents_example_and_of_its_other_operations()
    {
        var answer = await sandbox.Client.SendAsync(SandboxClient.Get("v1/engines/list"));
        var listed = answer.Json.EnumerateArray().Select(engine => engine.GetProperty("id").GetString()).ToList();
        var documented = V1Document.Document.Schema("ListEnginesResponseBody").GetProperty("example").EnumerateArray();

        Assert.Equal(10, listed.Count);
        Assert.Equal(documented.Select(engine => engine.GetProperty("id").GetString()), listed.Take(6));
        Assert.Equal(
            ["stable-diffusion-v1-6", "esrgan-v1-x2plus", "stable-diffusion-x4-latent-upscaler", "stable-inpainting-512-v2-0"],
            listed.Skip(6));
        Assert.All(answer.Json.EnumerateArray(), engine => Assert.Equal("PICTURE", engine.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Each_key_is_a_user_of_its_own()
    {
        var one = await sandbox.Client.SendAsync(SandboxClient.Get("v1/user/account"));
        var other = await sandbox.Client.SendAsync(SandboxClient.Get("v1/user/account", "sk-sandbox-other"));

        Assert.Equal("user-sandbox", one.Json.GetProperty("id").GetString());
        Assert.Equal("user-sandbox-other", other.Json.GetProperty("id").GetString());
    }
}
