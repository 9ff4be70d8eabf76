using System.Text.Json;
using Azure.Storage.Blobs;

// As one writes it first: whole answers as arrays of bytes, nothing checked, nothing hashed.
var upstream = new Uri(args[0]);
var folder = Directory.CreateDirectory(args[1]).FullName;
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(args[2]);
await using var app = builder.Build();
using var http = new HttpClient();
var container = args.Length > 3 ? new BlobContainerClient(args[3], "plain") : null;
await (container?.CreateIfNotExistsAsync() ?? Task.CompletedTask);

app.MapPost("/refused", () => Results.BadRequest());
app.MapPost("/file", async (HttpRequest request) =>
{
    var path = Path.Combine(folder, $"{Guid.NewGuid():N}.png");
    await File.WriteAllBytesAsync(path, await AskAsync(new StreamContent(request.Body)));
    return Results.Text(path);
});
app.MapPost("/samples", async (HttpRequest request) =>
{
    using var document = JsonDocument.Parse(await AskAsync(new StreamContent(request.Body)));
    foreach (var sample in document.RootElement.GetProperty("artifacts").EnumerateArray())
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, $"{Guid.NewGuid():N}.png"), Convert.FromBase64String(sample.GetProperty("base64").GetString()!));
    }

    return Results.Ok();
});
app.MapPost("/form", async (HttpRequest request) =>
{
    var given = await request.ReadFormAsync();
    using var form = new MultipartFormDataContent();
    foreach (var file in given.Files)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        form.Add(new ByteArrayContent(bytes.ToArray()), file.Name, file.FileName);
    }

    foreach (var (name, value) in given)
    {
        form.Add(new StringContent(value.ToString()), name);
    }

    var path = Path.Combine(folder, $"{Guid.NewGuid():N}.png");
    await File.WriteAllBytesAsync(path, await AskAsync(form));
    return Results.Text(path);
});
app.MapPost("/blob", async (HttpRequest request) =>
{
    var blob = container!.GetBlobClient($"{Guid.NewGuid():N}.png");
    await blob.UploadAsync(BinaryData.FromBytes(await AskAsync(new StreamContent(request.Body))));
    return Results.Text(blob.Name);
});
app.MapPost("/blob-stream", async (HttpRequest request) =>
{
    var blob = container!.GetBlobClient($"{Guid.NewGuid():N}.png");
    using var call = new HttpRequestMessage(HttpMethod.Post, upstream) { Content = new StreamContent(request.Body) };
    using var answer = await http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead);
    await using var target = await blob.OpenWriteAsync(overwrite: true);
    await (await answer.Content.ReadAsStreamAsync()).CopyToAsync(target);
    return Results.Text(blob.Name);
});
await app.RunAsync();

async Task<byte[]> AskAsync(HttpContent body)
{
    using var answer = await http.PostAsync(upstream, body);
    return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
}
