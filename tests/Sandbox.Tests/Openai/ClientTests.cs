using System.ClientModel;
using System.Text.Json.Nodes;
using Connector.Pictures;
using Connector.Sandbox.Tests.Support;
using Connector.Testing;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Images;
using ImageGenerationOptions = OpenAI.Images.ImageGenerationOptions;

namespace Connector.Sandbox.Tests.Openai;

/// <summary>Clients that were written for the real API, against the sandbox: it speaks what they speak.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private SandboxServer _sandbox = null!;

    private Uri BaseUrl => new(_sandbox.BaseUrl, "openai/v1");

    public async Task InitializeAsync() => _sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task The_client_for_dotnet_generates_and_edits()
    {
        var client = Client("gpt-image-1");

        var drawn = await client.GenerateImagesAsync("an otter", 2, new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024 });
        var edited = await client.GenerateImageEditAsync(new MemoryStream(InputFiles.Png(64, 64)), "otter.png", "an otter with a hat");

        Assert.Equal(2, drawn.Value.Count);
        Assert.All([.. drawn.Value, edited.Value], image => Assert.Equal(1024, WidthOf(image.ImageBytes.ToArray())));
    }

    [Fact]
    public async Task The_client_for_dotnet_gets_an_address_of_dall_e()
    {
        var image = await Client("dall-e-2").GenerateImageAsync("an otter", new ImageGenerationOptions { Size = GeneratedImageSize.W256xH256, ResponseFormat = GeneratedImageFormat.Uri });

        using var http = new HttpClient();
        Assert.Equal(256, WidthOf(await http.GetByteArrayAsync(image.Value.ImageUri)));
    }

    [Theory]
    [InlineData("sandbox:refused", 400, "moderation_blocked")]
    [InlineData("sandbox:429", 429, "rate_limit_exceeded")]
    public async Task The_client_for_dotnet_understands_the_errors(string prompt, int status, string code)
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() => Client("gpt-image-1").GenerateImageAsync(prompt));

        Assert.Equal(status, failure.Status);
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_abstraction_of_dotnets_extensions_generates()
    {
#pragma warning disable MEAI001 // Image generation is experimental there; this proves that it works with ours all the same.
        using var generator = Client("gpt-image-1").AsIImageGenerator();
        var response = await generator.GenerateAsync(new ImageGenerationRequest("an otter"), new Microsoft.Extensions.AI.ImageGenerationOptions { Count = 1 });
#pragma warning restore MEAI001

        Assert.Equal(1024, WidthOf(Assert.IsType<DataContent>(Assert.Single(response.Contents)).Data.ToArray()));
    }

    [Fact]
    public async Task The_client_for_node_generates_edits_and_understands_the_errors()
    {
        var packages = await NpmPackages.Openai.InstallAsync();
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "node_modules"), Path.Combine(packages, "node_modules"));
        File.Copy(Path.Combine(RepositoryFolder.Path, "tests", "Sandbox.Tests", "Openai", "client.mjs"), Path.Combine(folder.Path, "client.mjs"));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "otter.png"), InputFiles.Png(64, 64));

        var run = await NodeProgram.RunAsync(folder.Path, ["client.mjs", BaseUrl.AbsoluteUri, SandboxServer.Key]);

        Assert.True(run.ExitCode == 0, run.Everything);
        var said = JsonNode.Parse(run.Output)!;
        Assert.Equal([1024, 1024, 1024], said["images"]!.AsArray().Select(image => WidthOf(Convert.FromBase64String(image!.GetValue<string>()))));
        Assert.True(said["usage"]!["total_tokens"]!.GetValue<int>() > 0);
        Assert.Equal("""{"status":400,"code":"moderation_blocked","type":"image_generation_user_error"}""", said["blocked"]!.ToJsonString());
        Assert.Equal("""{"status":400,"code":"invalid_value","param":"size"}""", said["wrong"]!.ToJsonString());
    }

    private static int WidthOf(byte[] file)
    {
        using var image = ImageFile.Open(file);
        return image!.Header.Width;
    }

    private ImageClient Client(string model) => new(model, new ApiKeyCredential(SandboxServer.Key), new OpenAIClientOptions
    {
        Endpoint = BaseUrl,
        RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(maxRetries: 0),
    });
}
