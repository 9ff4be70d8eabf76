using Connector.Api.Tests.PowerAutomate;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.OpenApi;

/// <summary>The served and emitted documents before the tools that builders check them with.</summary>
public sealed class DocumentLintTests : IDisposable
{
    private static readonly string[] Redocly = ["@redocly", "cli", "bin", "cli.js"];
    private static readonly string[] SwaggerCli = ["@apidevtools", "swagger-cli", "bin", "swagger-cli.js"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Redocly_finds_nothing_wrong_in_the_served_OpenAPI_document()
    {
        var lint = await LintAsync(await ServedAsync("openapi.json"));

        Assert.True(lint.ExitCode == 0, lint.Everything);
        Assert.DoesNotContain("Warning was generated", lint.Everything, StringComparison.Ordinal);
        Assert.Contains("Your API description is valid", lint.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#/components/schemas/MediaFile", "#/components/schemas/None")]
    [InlineData("\"summary\":\"Generated 1 image", "\"sum\":\"Generated 1 image")]
    public async Task Redocly_finds_an_error_where_there_is_one(string right, string wrong)
    {
        var file = await ServedAsync("openapi.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(right, wrong, StringComparison.Ordinal));

        Assert.NotEqual(0, (await LintAsync(file)).ExitCode);
    }

    [Fact]
    public async Task Swagger_cli_finds_no_error_in_the_served_Swagger_document() => await ValidateAsync(await ServedAsync("swagger.json"));

    [Fact]
    public Task Swagger_cli_finds_no_error_in_the_emitted_definition_for_Power_Automate() => ValidateAsync(ConnectorDefinition.DefinitionFile);

    [Fact]
    public async Task Swagger_cli_finds_an_error_where_there_is_one()
    {
        var file = await ServedAsync("swagger.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"in\":\"path\"", "\"in\":\"road\"", StringComparison.Ordinal));

        Assert.NotEqual(0, (await RunAsync(SwaggerCli, "validate", file)).ExitCode);
    }

    /// <summary>By the recommended rules; that examples keep to their schemas is no mere warning here, and there is no licence to name.</summary>
    private async Task<ProgramResult> LintAsync(string file)
    {
        var rules = Path.Combine(_folder.Path, "redocly.yaml");
        await File.WriteAllTextAsync(rules, "extends: [recommended]\nrules:\n  info-license: off\n  no-invalid-media-type-examples: error\n");
        return await RunAsync(Redocly, "lint", file, "--config", rules);
    }

    private static async Task ValidateAsync(string file)
    {
        var result = await RunAsync(SwaggerCli, "validate", file);

        Assert.True(result.ExitCode == 0, result.Everything);
        Assert.EndsWith("is valid", result.Output.Trim(), StringComparison.Ordinal);
    }

    private static async Task<ProgramResult> RunAsync(string[] program, params string[] arguments)
    {
        var packages = await NpmPackages.ApiLint.InstallAsync();
        return await NodeProgram.RunAsync(
            packages,
            [Path.Combine([packages, "node_modules", .. program]), .. arguments],
            ("REDOCLY_TELEMETRY", "off"),
            ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"));
    }

    /// <summary>A document as a running connector serves it, in a file.</summary>
    private async Task<string> ServedAsync(string name)
    {
        await using var connector = await TestConnector.StartAsync();
        var file = Path.Combine(_folder.Path, name);
        await File.WriteAllBytesAsync(file, await connector.Http.GetByteArrayAsync(new Uri($"api/{name}", UriKind.Relative)));
        return file;
    }
}
