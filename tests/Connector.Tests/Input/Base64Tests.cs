using System.Text;
using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Testing;

namespace Connector.Tests.Input;

/// <summary>Base64 as callers write it, short and long, in JSON, in a content object, in a data URL and in a form.</summary>
public class Base64Tests
{
    private static readonly ConnectorAction Action = Catalog.All.Find("stability-upscale-conservative");
    private static readonly FileParameter Image = Action.Parameters.OfType<FileParameter>().First();

    /// <summary>In one text of each length that ends a group in another way: below and above what is read as a short text.</summary>
    public static TheoryData<string, int> Texts
    {
        get
        {
            var texts = new TheoryData<string, int>();
            foreach (var form in new[] { "plain", "\n", "\r\n", "trailing", "url-safe", "url-safe unpadded", "data URL", "escaped" })
            {
                foreach (var length in new[] { 900, 901, 902, 9_000, 9_001, 9_002, 200_000, 200_001, 200_002 })
                {
                    texts.Add(form, length);
                }
            }

            return texts;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Every_way_to_write_it_is_read_at_every_length(string form, int length)
    {
        var bytes = Bytes(length);
        var text = Write(bytes, form);

        Assert.Equal(bytes, await ReadAsync(new JsonObject { ["prompt"] = "x", [Image.Name] = text }.ToJsonString()));
        Assert.Equal(bytes, await ReadAsync(new JsonObject { [Image.Name] = new JsonObject { ["$content-type"] = "image/png", ["$content"] = text }, ["prompt"] = "x" }.ToJsonString()));
        Assert.Equal(bytes, await ReadFormAsync(text));
        if (form == "escaped")
        {
            var json = $$"""{"prompt": "x", "{{Image.Name}}": "{{string.Concat(text.Select(character => character is '+' or '/' or 'A' or '=' ? $"\\u{(int)character:X4}" : $"{character}"))}}"}""";
            Assert.Equal(bytes, await ReadAsync(json));
        }
    }

    [Theory]
    [InlineData(901)]
    [InlineData(9_001)]
    [InlineData(200_001)]
    public async Task Cut_base64_says_so_with_its_length(int length)
    {
        var text = Convert.ToBase64String(Bytes(length));
        foreach (var cut in new[] { 1, 2, 3 })
        {
            var json = new JsonObject { ["prompt"] = "x", [Image.Name] = text[..^cut] }.ToJsonString();

            var message = await ProblemAsync(() => ReadAsync(json));

            Assert.Contains("cut short", message, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"{text.Length - cut:N0} characters"), message, StringComparison.Ordinal);
            Assert.Equal(message, await ProblemAsync(() => ReadFormAsync(text[..^cut])));
        }
    }

    [Theory]
    [InlineData(900)]
    [InlineData(9_000)]
    public async Task What_is_no_base64_is_refused_with_the_place(int length)
    {
        var text = Convert.ToBase64String(Bytes(length)).Insert(500, "*");

        Assert.Contains("has \"*\" as its character 501", await ProblemAsync(() => ReadAsync(new JsonObject { ["prompt"] = "x", [Image.Name] = text }.ToJsonString())), StringComparison.Ordinal);
        Assert.Contains("has \"*\" as its character 501", await ProblemAsync(() => ReadFormAsync(text)), StringComparison.Ordinal);
    }

    /// <summary>A picture whose bytes need every letter.</summary>
    private static byte[] Bytes(int length) => TestPng.CreateLong(64, 64, length);

    private static string Write(byte[] bytes, string form)
    {
        var plain = Convert.ToBase64String(bytes);
        return form switch
        {
            "\n" or "\r\n" => string.Join(form, plain.Chunk(76).Select(line => new string(line))),
            "trailing" => plain + "\r\n",
            "url-safe" => plain.Replace('+', '-').Replace('/', '_'),
            "url-safe unpadded" => plain.Replace('+', '-').Replace('/', '_').TrimEnd('='),
            "data URL" => "\n data:image/png;base64,\r\n" + string.Join('\n', plain.Chunk(64).Select(line => new string(line))),
            _ => plain,
        };
    }

    private static async Task<byte[]> ReadAsync(string json) =>
        await BytesOfAsync(await JsonInputReader.ReadAsync(Action, new MemoryStream(Encoding.UTF8.GetBytes(json)), CancellationToken.None));

    private static async Task<byte[]> ReadFormAsync(string text)
    {
        var spool = new InputSpool();
        var (left, file) = await FileText.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Image, spool, CancellationToken.None);
        return await BytesOfAsync(file is null
            ? FormInputReader.Read(Action, [new("prompt", "x"), new(Image.Name, left)], [], spool)
            : FormInputReader.Read(Action, [new("prompt", "x")], [new(Image.Name, file)], spool));
    }

    private static async Task<byte[]> BytesOfAsync(ActionInput input)
    {
        await using (input)
        {
            using var fetcher = new Connector.Fetching.GuardedFetcher(new Connector.Fetching.FetchLimits(), TimeProvider.System);
            await input.ResolveFilesAsync(new FileResolver(new ExampleStore(), fetcher), CancellationToken.None);
            input.ThrowIfInvalid();
            Assert.True(input.Values.TryGet(Image, out var file));
            await using var content = await file!.OpenRead(CancellationToken.None);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            return bytes.ToArray();
        }
    }

    private static async Task<string> ProblemAsync(Func<Task> read) => Assert.Single((await Assert.ThrowsAsync<ConnectorException>(read)).Problems).Message;
}
