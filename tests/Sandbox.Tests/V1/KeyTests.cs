using Connector.Sandbox.Tests.Support;

namespace Connector.Sandbox.Tests.V1;

public class KeyTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    public static TheoryData<string> Paths => ["v1/engines/list", "v1/user/account", "v1/user/balance", "v1/nowhere", "", "v2/nowhere"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Without_a_key_every_path_answers_401(string path)
    {
        var answer = await sandbox.Client.SendAsync(SandboxClient.Get(path, key: null));

        Assert.Equal("missing authorization header", answer.ShouldBeError(401, "unauthorized"));
    }

    [Fact]
    public async Task Without_a_key_a_generation_answers_401()
    {
        var answer = await sandbox.Client.GenerateAsync("{}", key: null);

        answer.ShouldBeError(401, "unauthorized");
    }

    [Theory]
    [InlineData("sk-notakey1234567890zzzz", "sk-nota***********zzzz")]
    [InlineData("sk-sandboxes", "sk-sand***********oxes")]
    [InlineData("sk-sandbox-", "sk-sand***********box-")]
    [InlineData("SK-SANDBOX", "SK-SAND***********DBOX")]
    [InlineData("abc", "abc***********abc")]
    public async Task A_wrong_key_answers_401_and_echoes_its_start_and_end(string key, string echo)
    {
        var answer = await sandbox.Client.SendAsync(SandboxClient.Get("v1/user/balance", key));

        Assert.Equal(
            $"Incorrect API key provided: {echo}. You can find your API key at https://platform.stability.ai/account/keys.",
            answer.ShouldBeError(401, "unauthorized"));
    }

    [Theory]
    [InlineData("Bearer sk-sandbox")]
    [InlineData("bearer sk-sandbox")]
    [InlineData("sk-sandbox")]
    [InlineData("Bearer sk-sandbox-someone")]
    [InlineData("sk-sandbox-someone")]
    public async Task A_key_is_good_with_or_without_its_scheme(string authorization)
    {
        var request = SandboxClient.Get("v1/user/balance", key: null);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        (await sandbox.Client.SendAsync(request)).ShouldBeOk();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task With_a_key_a_path_is_known_or_404(string path)
    {
        var answer = await sandbox.Client.SendAsync(SandboxClient.Get(path));

        if (path.EndsWith("nowhere", StringComparison.Ordinal) || path.Length == 0)
        {
            answer.ShouldBeError(404, "not_found");
        }
        else
        {
            answer.ShouldBeOk();
        }
    }

    [Theory]
    [InlineData("V1/user/balance")]
    [InlineData("v1/User/balance")]
    [InlineData("v1/generation/stable-diffusion-v1-6/text-to-image")]
    public async Task A_path_in_another_case_or_with_another_method_is_unknown(string path)
    {
        (await sandbox.Client.SendAsync(SandboxClient.Get(path))).ShouldBeError(404, "not_found");
    }

    [Theory]
    [InlineData("org-sandbox", true)]
    [InlineData("org-123456", true)]
    [InlineData("sandbox", false)]
    public async Task An_organization_is_one_whose_id_begins_with_org(string organization, bool isMember)
    {
        var request = SandboxClient.Get("v1/user/balance");
        request.Headers.Add("Organization", organization);
        var answer = await sandbox.Client.SendAsync(request);

        if (isMember)
        {
            answer.ShouldBeOk();
        }
        else
        {
            answer.ShouldBeError(403, "permission_denied");
        }
    }

    [Fact]
    public async Task Every_answer_has_its_own_request_id_which_an_error_repeats()
    {
        var error = await sandbox.Client.SendAsync(SandboxClient.Get("v1/nowhere"));
        var balance = await sandbox.Client.SendAsync(SandboxClient.Get("v1/user/balance"));

        Assert.Equal(error.Headers["x-request-id"], error.Json.GetProperty("id").GetString());
        Assert.Matches("^[0-9a-f]{32}$", balance.Headers["x-request-id"]);
        Assert.NotEqual(error.Headers["x-request-id"], balance.Headers["x-request-id"]);
    }
}
