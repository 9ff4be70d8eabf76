using System.Text.RegularExpressions;
using Connector.Actions;
using Connector.Testing;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace Connector.Api.Tests.Clients;

/// <summary>
/// Clients that people generate from the served document, by generators that we have no part in: they compile, and list the actions, fill
/// the dropdown of engines, draw, download, send an image as a file, get a typed problem for a bad call, check a call and wait for a job.
/// </summary>
public sealed class GeneratedClientTests(ClientServer server) : IClassFixture<ClientServer>, IDisposable
{
    private static readonly (string Name, string Version)[] KiotaPackages =
        [.. "Abstractions Http.HttpClientLibrary Serialization.Form Serialization.Json Serialization.Multipart Serialization.Text".Split(' ').Select(part => ($"Microsoft.Kiota.{part}", "2.1.6"))];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_client_of_NSwag_does_all_and_no_type_of_it_ends_in_a_number()
    {
        var settings = new CSharpClientGeneratorSettings { ClassName = "ConnectorClient" };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        var source = new CSharpClientGenerator(await OpenApiDocument.FromFileAsync(server.Document), settings).GenerateFile();
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "Generated.cs"), source);

        AssertNamed(source, @"\b(?:class|enum|interface) (\w+)");
        AssertDone(await DotnetClient.RunAsync(_folder.Path, "nswag.cs", [], server.Url, ClientServer.Key));
    }

    [Fact]
    public async Task A_client_of_Kiota_does_all_and_throws_problems_with_their_detail()
    {
        await ClientPrograms.RunAsync(
            await DotnetTools.Kiota.InstallAsync(),
            ["generate", "-d", server.Document, "-l", "CSharp", "-c", "ConnectorClient", "-n", "Generated", "-o", "Generated"],
            _folder.Path);

        Assert.All(Directory.EnumerateFiles(Path.Combine(_folder.Path, "Generated"), "*.cs", SearchOption.AllDirectories), file => AssertNamed(File.ReadAllText(file), @"\b(?:class|enum) (\w+)"));
        var said = await DotnetClient.RunAsync(_folder.Path, "kiota.cs", KiotaPackages, server.Url, ClientServer.Key);
        AssertDone(said);
        Assert.Matches("message: .*cfg_scale", said);
    }

    [Fact]
    public async Task A_client_of_openapi_typescript_and_openapi_fetch_does_all() => AssertDone(await TypeScriptClient.RunAsync(
        _folder.Path, ["openapi-typescript/bin/cli.js", server.Document, "-o", "client.ts"], "openapi-fetch.ts", server.Url, ClientServer.Key));

    [Fact]
    public async Task A_client_of_hey_api_does_all()
    {
        AssertDone(await TypeScriptClient.RunAsync(_folder.Path, ["@hey-api/openapi-ts/bin/run.js", "-i", server.Document, "-o", "client"], "hey-api.ts", server.Url, ClientServer.Key));
        AssertNamed(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "client", "types.gen.ts")), @"^export (?:type|interface|enum) (\w+)");
    }

    [Fact]
    public async Task A_client_of_orval_does_all()
    {
        AssertDone(await TypeScriptClient.RunAsync(_folder.Path, ["orval/dist/bin/orval.js", "--input", server.Document, "--output", "client.ts"], "orval.ts", server.Url, ClientServer.Key));
        AssertNamed(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "client.ts")), @"^export (?:type|interface|enum) (\w+)");
    }

    /// <summary>Inputs that have a number in their own names: Image2.</summary>
    private static IEnumerable<string> Numbered => Catalog.All.Actions.SelectMany(action => action.Parameters).Select(parameter => parameter.Name)
        .Where(name => char.IsDigit(name[^1])).Select(name => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    /// <summary>A generator numbers the types that it has to name itself.</summary>
    private static void AssertNamed(string source, string declaration)
    {
        var types = Regex.Matches(source, declaration, RegexOptions.Multiline, TimeSpan.FromSeconds(10)).Select(type => type.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(types);
        Assert.DoesNotContain(types, type => char.IsDigit(type[^1]) && !Numbered.Any(name => type.EndsWith(name, StringComparison.Ordinal)));
    }

    private static void AssertDone(string said) => Assert.Matches(
        $$"""
        (?six)\A
        actions:\ {{Catalog.All.Actions.Count}}\s+
        engine:\ stable-diffusion-\S+\s+
        drawn:\ dreamstudio-text-to-image/\S+\.png\s+
        downloaded:\ \d{5,}(\ image/png)?\s+
        stored:\ uploads/\S+\.png\ 1024\s+
        upscaled:\ stability-upscale-fast/\S+\.png\s+
        problem:\ invalid_input\ cfg_scale\s+
        (message:[^\n]+\s+)?
        check:\ false\ cfg_scale\s+
        job:\ dreamstudio-text-to-image/\S+\.png\s*\z
        """,
        said);
}
