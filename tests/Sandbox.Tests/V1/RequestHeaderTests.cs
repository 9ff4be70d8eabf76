using System.Net.Http.Headers;
using System.Text;
using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.V1;

public class RequestHeaderTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    public async Task A_body_of_JSON_is_read(string contentType) => (await SendAsync(contentType)).ShouldBeOk();

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json-patch+json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Any_other_body_is_refused(string? contentType) =>
        Assert.Equal("content-type: must be application/json", (await SendAsync(contentType)).ShouldBeError(400, "bad_request"));

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("image/png", "image/png")]
    public async Task Accept_chooses_the_form_of_the_answer(string? accept, string contentType)
    {
        var answer = await sandbox.Client.GenerateAsync(SandboxClient.Body("a tree"), accept: accept);

        answer.ShouldBeOk();
        Assert.Equal(contentType, answer.ContentType);
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/*")]
    [InlineData("text/html")]
    [InlineData("application/json, image/png")]
    public async Task Any_other_Accept_is_refused(string accept)
    {
        var answer = await sandbox.Client.GenerateAsync(SandboxClient.Body("a tree"), accept: accept);

        Assert.Equal("accept: must be one of application/json, image/png", answer.ShouldBeError(400, "bad_request"));
    }

    [Fact]
    public async Task Several_samples_do_not_fit_into_one_PNG()
    {
        var body = SandboxClient.Body("a tree", "\"samples\":2,\"width\":128,\"height\":128");

        (await sandbox.Client.GenerateAsync(body, accept: "image/png")).ShouldBeError(400, "invalid_samples");
        (await sandbox.Client.GenerateAsync(body)).ShouldBeOk();
    }

    private Task<Answer> SendAsync(string? contentType)
    {
        var request = SandboxClient.Generation("{}");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(SandboxClient.Body("a tree")));
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return sandbox.Client.SendAsync(request);
    }
}
