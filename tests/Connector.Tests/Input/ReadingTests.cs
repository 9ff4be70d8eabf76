using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Testing;

namespace Connector.Tests.Input;

public class ReadingTests
{
    private static readonly ConnectorAction Action = Catalog.All.Find("dreamstudio-text-to-image");

    [Fact]
    public async Task All_problems_are_told_at_once()
    {
        var problems = await ProblemsAsync("""{"cfg_scale": 36, "seed": -1, "stile_preset": "anime", "samples": "two", "text_prompts": [{"weight": 1}]}""");

        Assert.Equal(
            ["cfg_scale out_of_range", "seed out_of_range", "stile_preset unknown_parameter", "samples invalid_type", "text_prompts[0].text required"],
            problems.Select(problem => $"{problem.Parameter} {problem.Code}"));
    }

    [Theory]
    [InlineData("stile_preset", "style_preset")]
    [InlineData("stylePreset", "style_preset")]
    [InlineData("negative-prompt", "negative_prompt")]
    [InlineData("PROMPT", "prompt")]
    [InlineData("step", "steps")]
    [InlineData("engine", "engine_id")]
    public async Task Rejects_an_unknown_parameter_and_suggests_the_nearest(string given, string meant)
    {
        var problem = Assert.Single(await ProblemsAsync($$"""{"text_prompts": [{"text": "x"}], "{{given}}": "y"}"""));

        Assert.Equal(ProblemCodes.UnknownParameter, problem.Code);
        Assert.Contains($"Did you mean \"{meant}\"?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggests_nothing_for_a_name_that_is_near_to_none() =>
        Assert.DoesNotContain("Did you mean", Assert.Single(await ProblemsAsync("""{"prompt": "x", "sync_directory": 1}""")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Rejects_a_name_that_is_given_twice() =>
        Assert.Equal(ProblemCodes.Duplicate, Assert.Single(await ProblemsAsync("""{"prompt": "x", "seed": 1, "seed": 2}""")).Code);

    [Fact]
    public async Task A_null_counts_as_left_out() =>
        Assert.Empty(await ProblemsAsync("""{"prompt": "x", "seed": null, "text_prompts": null}"""));

    [Theory]
    [InlineData("{}", ProblemCodes.Required, "prompt")]
    [InlineData("""{"prompt": null}""", ProblemCodes.Required, "prompt")]
    [InlineData("""{"prompt": "x", "text_prompts": [{"text": "y"}]}""", ProblemCodes.Conflict, "prompt")]
    [InlineData("""{"text_prompts": [{"text": "y"}], "negative_prompt": "z"}""", ProblemCodes.Conflict, "negative_prompt")]
    [InlineData("""{"text_prompts": []}""", ProblemCodes.TooShort, "text_prompts")]
    [InlineData("""{"text_prompts": ["x"]}""", ProblemCodes.InvalidType, "text_prompts[0]")]
    [InlineData("""{"text_prompts": [{"text": "x", "wait": 1}]}""", ProblemCodes.UnknownParameter, "text_prompts[0].wait")]
    [InlineData("""{"prompt": "x", "extras": [1]}""", ProblemCodes.InvalidType, "extras")]
    [InlineData("""{"prompt": "x", "extras": {"a": "\ud800"}}""", ProblemCodes.InvalidFormat, "extras")]
    [InlineData("""{"prompt": "\ud800"}""", ProblemCodes.InvalidType, "prompt")]
    [InlineData("""{"prompt": "x", "engine_id": "../../v1/user"}""", ProblemCodes.InvalidFormat, "engine_id")]
    [InlineData("""{"prompt": "x", "engine_id": ".."}""", ProblemCodes.InvalidFormat, "engine_id")]
    public async Task Rejects(string body, string code, string parameter)
    {
        var problem = Assert.Single(await ProblemsAsync(body));

        Assert.Equal((code, parameter), (problem.Code, problem.Parameter));
    }

    [Fact]
    public async Task A_list_may_come_as_json_text_because_builders_send_it_so() =>
        Assert.Empty(await ProblemsAsync("""{"text_prompts": "[{\"text\": \"x\", \"weight\": 0.5}]", "extras": "{\"a\": 1}"}"""));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"prompt\"")]
    [InlineData("{\"prompt\": \"x\"")]
    [InlineData("{\"prompt\": \"x\",}")]
    [InlineData("{\"prompt\": \"x\"} {}")]
    [InlineData("prompt=x")]
    public async Task Rejects_a_body_that_is_no_json_object(string body) =>
        Assert.Equal(ErrorCodes.InvalidJson, (await Assert.ThrowsAsync<ConnectorException>(() => Examples.ReadAsync(Action, body))).Code);

    [Theory]
    [InlineData("'{\"prompt\": \"x\"}'", true)]
    [InlineData("\"{\\\"prompt\\\": \\\"x\\\"}\"", true)]
    [InlineData("\\\"prompt\\\"", true)]
    [InlineData("{\\\"prompt\\\": \\\"x\\\"}", true)]
    [InlineData(" { 'prompt': 'x' }", true)]
    [InlineData("{prompt: x}", true)]
    [InlineData("\uFEFF'{prompt:x}'", true)]
    [InlineData("\u201Cprompt\u201D", true)]
    [InlineData("{\"prompt\": \"x\"", false)]
    [InlineData("[]", false)]
    [InlineData("{}}", false)]
    public async Task A_body_that_a_shell_has_changed_gets_a_hint_in_a_batch_too(string body, bool isHinted)
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Examples.ReadAsync(Action, body));
        var ofBatch = await Assert.ThrowsAsync<ConnectorException>(() => BatchInput.ReadAsync(Catalog.All, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)), CancellationToken.None));

        Assert.Equal((ErrorCodes.InvalidJson, ErrorCodes.InvalidJson), (failure.Code, ofBatch.Code));
        Assert.Equal(isHinted, failure.Message.Contains("shell", StringComparison.Ordinal));
        Assert.Equal(isHinted, ofBatch.Message.Contains("shell", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rejects_deep_nesting() => Assert.Equal(
        ErrorCodes.InvalidJson,
        (await Assert.ThrowsAsync<ConnectorException>(() => Examples.ReadAsync(Action, "{\"extras\":" + new string('[', 100_000)))).Code);

    [Fact]
    public async Task Rejects_a_body_over_the_limit_without_reading_it_all()
    {
        var endless = new EndlessStream();

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => JsonInputReader.ReadAsync(Action, endless, CancellationToken.None));

        Assert.Equal((413, ErrorCodes.PayloadTooLarge), (failure.Status, failure.Code));
        Assert.InRange(endless.BytesRead, InputLimits.TextBytes, InputLimits.TextBytes * 2);
    }

    [Fact]
    public async Task Lists_no_more_than_a_hundred_problems()
    {
        var body = """{"prompt":"x",""" + string.Join(",", Enumerable.Range(0, 50_000).Select(index => $"\"unknown{index}\":1")) + "}";

        Assert.Equal(100, (await ProblemsAsync(body)).Count);
    }

    [Fact]
    public void A_form_may_give_list_items_field_by_field()
    {
        var input = FormInputReader.Read(Action, [
            new("text_prompts[1][text]", "people"), new("text_prompts[0][weight]", "0.5"), new("text_prompts[0][text]", "a cliff"),
            new("text_prompts[1][weight]", "-1"), new("seed", ""),
        ], [], new InputSpool());

        Assert.Empty(input.Validate());
        Assert.Equal(
            """[{"text":"a cliff","weight":0.5},{"text":"people","weight":-1}]""",
            input.BodyValues().Select(body => body.Parameter.ToJson(body.Value).GetRawText()).Single());
    }

    [Fact]
    public void A_form_that_gives_a_list_in_both_ways_gives_it_twice() => Assert.Equal(
        ProblemCodes.Duplicate,
        Assert.Single(FormInputReader.Read(Action, [new("text_prompts", "[{\"text\":\"x\"}]"), new("text_prompts[0][text]", "y")], [], new InputSpool()).Validate()).Code);

    [Fact]
    public void Messages_show_hostile_names_without_control_characters_and_cut_short()
    {
        var problem = FormInputReader.Read(Action, [new("prompt", "x"), new("a\r\nb" + new string('c', 500), "1")], [], new InputSpool()).Validate().Single();

        Assert.DoesNotContain('\n', problem.Message);
        Assert.True(problem.Message.Length < 200);
    }

    private static async Task<IReadOnlyList<Problem>> ProblemsAsync(string body) => (await Examples.ReadAsync(Action, body)).Validate();

    private sealed class EndlessStream : MemoryStream
    {
        public long BytesRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            BytesRead += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
