using System.Text;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Tests.Support;
using Connector.Testing;

namespace Connector.Sandbox.Tests.Conformance;

/// <summary>
/// Every operation of the documents, by loops over the documents: what they allow gets as far as the credits, what they forbid
/// does not, and every answer is one that they describe, but for <see cref="KnownSlips"/>.
/// </summary>
public sealed class ConformanceTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private RunningSandbox _rich = null!;
    private RunningSandbox _poor = null!;

    /// <summary>The operations by their names; a name is enough to find one again.</summary>
    public static TheoryData<string> Forms => [.. FormOperation.All.Select(operation => operation.ToString())];

    public static TheoryData<string, string> Gets
    {
        get
        {
            var gets = new TheoryData<string, string>();
            foreach (var (api, path) in Api.All.SelectMany(api => api.Document.PathsWith("get").Select(path => (api, path))))
            {
                gets.Add(api.Name, path);
            }

            return gets;
        }
    }

    public async Task InitializeAsync()
    {
        _rich = await RunningSandbox.StartAsync(new SandboxOptions { Time = _time, Credits = 1_000_000, RequestsPerWindow = int.MaxValue });
        _poor = await RunningSandbox.StartAsync(new SandboxOptions { Time = _time, Credits = 0, RequestsPerWindow = int.MaxValue });
    }

    public async Task DisposeAsync()
    {
        await _rich.DisposeAsync();
        await _poor.DisposeAsync();
    }

    /// <summary>The calls whose body is JSON: too few for loops, they have tests of their own.</summary>
    public static IReadOnlyList<string> Jsons { get; } = ["v1 /v1/generation/{engine_id}/text-to-image", "openai /images/generations"];

    [Fact]
    public void All_operations_are_here()
    {
        string[] looped = [.. FormOperation.All.Select(form => $"{form.Api.Name} {form.Path}").Distinct(), .. Jsons];
        foreach (var api in Api.All)
        {
            Assert.All(api.Document.PathsWith("post").Select(path => $"{api.Name} {path}"), operation => Assert.True(
                looped.Contains(operation),
                $"{operation} is tested by nothing: it takes no form, so write tests of it beside those of the API (tests/Sandbox.Tests) and name it in {nameof(Jsons)}."));
            Assert.True(
                api.Document.PathsWith("post").Concat(api.Document.PathsWith("get")).Any(), $"The document of {api.Name} describes nothing: is it embedded, and does it have paths?");
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task The_least_valid_form_is_answered_as_documented(string name)
    {
        var operation = Operation(name);
        string?[] accepts = operation.Api == Api.Gateway ? ["image/*"] : [null, "application/json"];
        foreach (var accept in accepts)
        {
            var answer = await _rich.Client.SendAsync(operation.Request(operation.Minimum(), accept));

            Assert.True((int)answer.Status is 200 or 202, $"{answer.Status} {answer.Text}");
            Assert.Empty(Problems(operation, answer));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Whatever_the_document_allows_gets_as_far_as_the_credits(string name)
    {
        var operation = Operation(name);
        var failures = new List<string>();
        foreach (var (field, value) in operation.Fields.SelectMany(field => field.Accepted().Select(value => (field, value))))
        {
            var form = operation.With(field.Name, value);
            var answer = await _poor.Client.SendAsync(operation.Request(form));
            if ((int)answer.Status != operation.Api.NoCreditsStatus || !answer.Text.Contains(operation.Api.NoCreditsName, StringComparison.Ordinal))
            {
                failures.Add($"{field.Name} = {Shown(value)}: {answer.Text}");
            }

            failures.AddRange(Problems(operation, answer));
        }

        Assert.Empty(failures);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Whatever_the_document_forbids_is_refused_by_the_name_of_the_field(string name)
    {
        var operation = Operation(name);
        var failures = new List<string>();
        foreach (var (field, value) in operation.Fields.SelectMany(field => field.Refused().Select(value => (field, value))))
        {
            var answer = await _poor.Client.SendAsync(operation.Request(operation.With(field.Name, value)));
            if ((int)answer.Status != 400 || !answer.Text.Contains(field.Name, StringComparison.Ordinal) || !operation.Api.IsRefusal(answer))
            {
                failures.Add($"{field.Name} = {Shown(value)}: {(int)answer.Status} {answer.Text}");
            }

            failures.AddRange(Problems(operation, answer));
        }

        Assert.Empty(failures);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task What_is_required_may_not_be_missing(string name)
    {
        var operation = Operation(name);
        foreach (var required in operation.Required)
        {
            // A form needs a part at least; unknown ones are ignored.
            var form = operation.Minimum().Where(field => field.Key.Split('[')[0] != required).Append(new("unheard_of", "a tree"));

            var answer = await _poor.Client.SendAsync(operation.Request(form));

            Assert.Equal(400, (int)answer.Status);
            Assert.Contains(operation.Api.Missing(required), answer.Text, StringComparison.Ordinal);
            Assert.Empty(Problems(operation, answer));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Fields_that_do_not_go_together_are_refused(string name)
    {
        var operation = Operation(name);
        var failures = new List<string>();
        foreach (var (field, form) in operation.Violations())
        {
            var answer = await _poor.Client.SendAsync(operation.Request(form));
            if ((int)answer.Status != 400 || !operation.Api.IsAbout(answer, field))
            {
                failures.Add($"{field}: {(int)answer.Status} {answer.Text}");
            }
        }

        Assert.Empty(failures);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_body_of_another_kind_is_refused(string name)
    {
        var operation = Operation(name);
        foreach (var contentType in new[] { "application/json", "application/x-www-form-urlencoded", "multipart/mixed; boundary=b", "multipart/form-data" })
        {
            var request = operation.Request([]);
            request.Content = new StringContent("{}", Encoding.UTF8);
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

            var answer = await _poor.Client.SendAsync(request);

            Assert.Equal(400, (int)answer.Status);
            Assert.Contains("multipart/form-data", answer.Text, StringComparison.Ordinal);
            Assert.Empty(Problems(operation, answer));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_unknown_accept_is_refused_where_the_document_has_one(string name)
    {
        var operation = Operation(name);
        var hasAccept = operation.Api.Document.Parameters(operation.Path, "post", "header")
            .Any(header => header.GetProperty("name").GetString()!.Equals("accept", StringComparison.OrdinalIgnoreCase));

        var answer = await _poor.Client.SendAsync(operation.Request(operation.Minimum(), "text/plain"));

        Assert.Equal(hasAccept ? 400 : operation.Api.NoCreditsStatus, (int)answer.Status);
        Assert.Empty(Problems(operation, answer));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Nobody_gets_in_without_a_key(string name)
    {
        var operation = Operation(name);
        using var request = operation.Request(operation.Minimum());
        request.Headers.Remove("Authorization");

        var answer = await _rich.Client.SendAsync(request);

        Assert.Equal(401, (int)answer.Status);
    }

    [Theory]
    [MemberData(nameof(Gets))]
    public async Task A_GET_is_answered_as_documented(string api, string path)
    {
        var found = path.Contains("{id}", StringComparison.Ordinal) ? path.Replace("{id}", await StartAsync(path), StringComparison.Ordinal) : path;

        for (var round = 0; round < 2; round++)
        {
            using var request = SandboxClient.Get(found.TrimStart('/'));
            request.Headers.TryAddWithoutValidation("Accept", "application/json");
            var answer = await _rich.Client.SendAsync(request);

            Assert.Equal(path == found || round == 1 ? 200 : 202, (int)answer.Status);
            Assert.Empty(Problems(Api.Of(api), path, "get", answer));
            _time.Advance(TimeSpan.FromSeconds(3));
        }

        var unknown = await _rich.Client.SendAsync(SandboxClient.Get(path.TrimStart('/'), key: null));
        Assert.Equal(401, (int)unknown.Status);
        Assert.Empty(Problems(Api.Of(api), path, "get", unknown));
    }

    private static FormOperation Operation(string name) => FormOperation.All.Single(operation => operation.ToString() == name);

    /// <summary>A job that the path answers for.</summary>
    private async Task<string> StartAsync(string path)
    {
        var start = FormOperation.All.First(operation => operation.Api == Api.V2Beta
            && operation.Api.Document.Operation(operation.Path, "post").TryGetProperty("x-async", out var job)
            && (job.GetProperty("poll").ValueEquals(path) || path == operation.Path + "/result/{id}"));
        return (await _rich.Client.SendAsync(start.Request(start.Minimum()))).Json.GetProperty("id").GetString()!;
    }

    private static IEnumerable<string> Problems(FormOperation operation, Answer answer) => Problems(operation.Api, operation.Path, "post", answer);

    /// <summary>What an answer has that its document does not describe.</summary>
    private static IEnumerable<string> Problems(Api api, string path, string method, Answer answer)
    {
        var status = ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var types = api.Document.ResponseTypes(path, method, status);
        if (types.Count == 0)
        {
            return KnownSlips.IsStatus(api.Name, (int)answer.Status) ? [] : [$"{path}: {status} is not documented"];
        }

        var type = answer.ContentType!.Split(';')[0];
        if (!types.Contains(type))
        {
            return [$"{path}: {type} is not documented for {status}"];
        }

        return type == "application/json"
            ? new SchemaChecker(api.Document)
                .Check(answer.Json, api.Document.ResponseSchema(path, method, status, type))
                .Select(problem => problem.ToString())
                .Where(problem => !KnownSlips.IsAnswer(api.Name, problem))
            : [];
    }

    private static string Shown(object value) => value is byte[] file ? $"{file.Length} bytes" : (string)value is { Length: > 40 } text ? $"{text.Length} characters" : (string)value;
}
