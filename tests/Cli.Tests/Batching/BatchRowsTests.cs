using Connector.Cli.Batching;
using Connector.Testing;

namespace Connector.Cli.Tests.Batching;

/// <summary>Rows as spreadsheets and programs write them.</summary>
public sealed class BatchRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rows.csv", "prompt,seed\r\n\"A cliff, \"\"steep\"\"\nby the sea\",7\r\nA house,\r\n")]
    [InlineData("rows.csv", "\uFEFFprompt;seed\n\"A cliff, \"\"steep\"\"\nby the sea\";7\n\nA house;\n")]
    [InlineData("rows.tsv", "prompt\tseed\n\"A cliff, \"\"steep\"\"\nby the sea\"\t7\nA house\n")]
    [InlineData("rows.jsonl", "{ \"prompt\": \"A cliff, \\\"steep\\\"\\nby the sea\", \"seed\": 7 }\n\n{ \"prompt\": \"A house\", \"seed\": null }")]
    [InlineData("rows.ndjson", "{ \"prompt\": \"A cliff, \\\"steep\\\"\\nby the sea\", \"seed\": \"7\" }\r\n{ \"prompt\": \"A house\", \"seed\": \"\" }\r\n")]
    public async Task Rows_have_texts_by_name_and_what_is_empty_is_left_out(string name, string content)
    {
        var rows = await ReadAsync(name, content);

        Assert.Equal([1, 2], rows.Select(row => row.Number));
        Assert.Equal([new("prompt", "A cliff, \"steep\"\nby the sea"), new("seed", "7")], rows[0].Fields);
        Assert.Equal([new("prompt", "A house")], rows[1].Fields);
    }

    [Fact]
    public async Task What_is_no_text_in_json_stays_json()
    {
        var row = Assert.Single(await ReadAsync("rows.jsonl", """{ "text_prompts": [{ "text": "A cliff", "weight": 0.5 }], "flag": true }"""));

        Assert.Equal([new("text_prompts", """[{ "text": "A cliff", "weight": 0.5 }]"""), new("flag", "true")], row.Fields);
    }

    [Theory]
    [InlineData("rows.csv", "prompt,seed\nA cliff, by the sea,7\n", "row 1 has 3 fields; the first line names 2.")]
    [InlineData("rows.csv", "prompt,prompt\nA cliff,x\n", "\"prompt\" is there twice")]
    [InlineData("rows.jsonl", "{ \"prompt\": \"A cliff\" }\n{ \"prompt\": ", "row 2 is no JSON:")]
    [InlineData("rows.jsonl", "[1]", "row 1 is no JSON object.")]
    [InlineData("rows.xlsx", "PK", "is of no kind that is read: .csv, .tsv, .jsonl, .ndjson.")]
    public async Task A_broken_file_is_told_with_its_row(string name, string content, string sentence)
    {
        var broken = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(name, content));

        Assert.Contains(sentence, broken.Message, StringComparison.Ordinal);
    }

    private async Task<List<BatchRow>> ReadAsync(string name, string content)
    {
        var path = Path.Combine(_folder.Path, name);
        await File.WriteAllTextAsync(path, content);
        return await BatchRows.ReadAsync(path, CancellationToken.None).ToListAsync();
    }
}
