using System.Globalization;
using Connector.Testing;

namespace Connector.Wire;

/// <summary>Everything that is measured under load.</summary>
internal static class Scenarios
{
    /// <summary>The action that makes one picture.</summary>
    public const string Core = "/api/actions/stability-generate-core";

    private const string Stored = "uploads/2026/01/01/0123456789abcdef0123456789abcdef.png";

    private const string Boundary = "wire-boundary";

    /// <summary>The scenarios, whose bodies are written into a folder.</summary>
    public static IEnumerable<Scenario> All(Contenders all, AzuriteServer azurite, string folder)
    {
        var prompt = Json("prompt", """{"prompt":"A lighthouse on a cliff","aspect_ratio":"16:9","seed":7}""");
        Entry[] pictures =
        [
            new(all.Nginx, "/"), new(all.Connector, Core), new(all.Plain, "/file"), new(all.Node, "/file"), new(all.NodeRed, "/file"), new(all.Worker, Core),
        ];
        foreach (var connections in (int[])[1, 32, 256])
        {
            yield return new Scenario("A picture of 1.5 MB", connections, FixedAnswer.Picture, prompt, pictures);
        }

        yield return new Scenario("A picture of 4 MB", 64, FixedAnswer.LargePicture, prompt, pictures[..4]);
        yield return new Scenario("A picture of 1.5 MB after 200 ms", 256, FixedAnswer.LatePicture, prompt, pictures[..4]);
        yield return new Scenario(
            "Ten samples of 4 MB as base64",
            4,
            FixedAnswer.Samples,
            Json("samples", """{"text_prompts":[{"text":"A lighthouse"}],"samples":10}"""),
            [new(all.Plain, "/samples"), new(all.Connector, "/api/actions/dreamstudio-text-to-image"), new(all.Node, "/samples")]);
        yield return new Scenario(
            "A control image of 8 MB, sent on",
            8,
            FixedAnswer.Picture,
            Form(),
            [new(all.Nginx, "/"), new(all.Connector, "/api/actions/stability-control-structure"), new(all.Plain, "/form"), new(all.Node, "/file")]);

        Entry[] blobs = [new(all.PlainBlobs("`UploadAsync` of an array", azurite), "/blob"), new(all.PlainBlobs("`OpenWrite`", azurite), "/blob-stream"), new(all.ConnectorBlobs(azurite), Core)];
        yield return new Scenario("A blob of 250 kB", 16, FixedAnswer.SmallPicture, prompt, blobs);
        yield return new Scenario("A blob of 1.5 MB", 16, FixedAnswer.Picture, prompt, blobs);
        yield return new Scenario("A blob of 4 MB", 16, FixedAnswer.LargePicture, prompt, blobs);

        yield return new Scenario("A picture of 250 kB", 32, FixedAnswer.SmallPicture, prompt, new Entry(all.Connector, Core));
        yield return new Scenario("The same with an idempotency key", 32, FixedAnswer.SmallPicture, prompt, new Entry(all.Connector, Core)) { HasKeys = true };
        yield return new Scenario("The start of a job", 32, FixedAnswer.SmallPicture, prompt, new Entry(all.Connector, $"{Core}/jobs"));
        yield return new Scenario(
            "The start of a batch of ten",
            8,
            FixedAnswer.SmallPicture,
            Json("batch", $$"""{"action":"stability-generate-core","inputs":[{{string.Join(',', Enumerable.Range(1, 10).Select(seed => $$"""{"prompt":"A lighthouse on a cliff","seed":{{seed}}}"""))}}]}"""),
            new Entry(all.Connector, "/api/batches"));
        yield return new Scenario("A thumbnail", 8, FixedAnswer.Picture, Body: null, new Entry(all.ConnectorWith(Stored), $"/api/files/{Stored}?width=320"));
        yield return new Scenario(
            "A refused request",
            32,
            FixedAnswer.Picture,
            Json("refused", """{"text_prompts":[{"text":"A lighthouse"}],"height":513}"""),
            [new(all.Plain, "/refused"), new(all.Connector, "/api/actions/dreamstudio-text-to-image")]) { IsRefused = true };
        yield return new Scenario("The definition for programs", 8, FixedAnswer.Picture, Body: null, new Entry(all.Connector, "/api/openapi.json"));
        yield return new Scenario("The definition for Power Platform", 8, FixedAnswer.Picture, Body: null, new Entry(all.Connector, "/api/swagger.json"));
        yield return new Scenario(
            "The list of tools",
            8,
            FixedAnswer.Picture,
            Json("tools", """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}"""),
            new Entry(all.Connector, "/api/mcp"));

        RequestBody Json(string name, string text)
        {
            var file = Path.Combine(folder, $"{name}.json");
            File.WriteAllText(file, text);
            return new RequestBody(file, "application/json");
        }

        RequestBody Form()
        {
            var file = Path.Combine(folder, "form");
            using var body = File.Create(file);
            body.Write("--wire-boundary\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nA lighthouse\r\n--wire-boundary\r\nContent-Disposition: form-data; name=\"image\"; filename=\"init.png\"\r\nContent-Type: image/png\r\n\r\n"u8);
            body.Write(TestPng.CreateLong(1024, 1024, 8_000_000));
            body.Write("\r\n--wire-boundary--\r\n"u8);
            return new RequestBody(file, string.Create(CultureInfo.InvariantCulture, $"multipart/form-data; boundary={Boundary}"));
        }
    }
}
