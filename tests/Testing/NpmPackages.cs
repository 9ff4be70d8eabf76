namespace Connector.Testing;

/// <summary>Packages from npm that tests run, once per checkout in a folder of their own below <c>artifacts/npm</c>. All versions are here.</summary>
public sealed class NpmPackages
{
    private readonly string _name;

    private NpmPackages(string name, params string[] packages) => (_name, Packages) = (name, packages);

    /// <summary>The packages with their versions, as npm writes them.</summary>
    public IReadOnlyList<string> Packages { get; }

    /// <summary>Microsoft's storage emulator.</summary>
    public static NpmPackages Azurite { get; } = new("azurite", "azurite@3.35.0");

    /// <summary>The client of MCP's own SDK.</summary>
    public static NpmPackages McpSdk { get; } = new("mcp-sdk", "@modelcontextprotocol/sdk@1.32.2");

    /// <summary>The protocol's own suite of conformance tests, whose previews alone know its newest version, and the Node.js that it needs.</summary>
    public static NpmPackages McpConformance { get; } = new("mcp-conformance", "@modelcontextprotocol/conformance@0.2.0-alpha.12", "node@22.23.3");

    /// <summary>The linter of OpenAPI documents and the validator of Swagger documents.</summary>
    public static NpmPackages ApiLint { get; } = new("api-lint", "@redocly/cli@2.77.0", "@apidevtools/swagger-cli@4.0.4");

    /// <summary>A proxy that holds an API to its document. Later versions need a later Node.js.</summary>
    public static NpmPackages Prism { get; } = new("prism", "@stoplight/prism-cli@5.14.2");

    /// <summary>
    /// Generators of clients in TypeScript, what their clients import, and the compiler. Later versions of axios have other types than
    /// orval's clients expect.
    /// </summary>
    public static NpmPackages ApiClients { get; } = new(
        "api-clients", "openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "@hey-api/openapi-ts@0.95.0", "orval@7.13.2", "axios@1.12.2", "typescript@5.9.3");

    /// <summary>The client of OpenAI's API.</summary>
    public static NpmPackages Openai { get; } = new("openai", "openai@7.59.0");

    /// <summary>What sends the emitted requests: Postman's runner, and one for files of editors.</summary>
    public static NpmPackages RequestRunners { get; } = new("request-runners", "newman@6.2.2", "httpyac@6.16.7");

    /// <summary>What the connector is measured against. Later versions of Node-RED need a later Node.js.</summary>
    public static NpmPackages Rivals { get; } = new("rivals", "axios@1.12.2", "node-red@4.1.1");

    /// <summary>What receivers of callbacks verify and read them with.</summary>
    public static NpmPackages Receivers { get; } = new("receivers", "standardwebhooks@1.1.1", "cloudevents@10.0.0");

    /// <summary>What Pipedream components import.</summary>
    public static NpmPackages PipedreamPlatform { get; } = new("pipedream-platform", "@pipedream/platform@3.4.0", "form-data@4.0.6");

    /// <summary>What checks Pipedream components.</summary>
    public static NpmPackages PipedreamLint { get; } = new("pipedream-lint", "eslint@10.15.0", "@pipedream/eslint-plugin-pipedream@0.3.0");

    /// <summary>Installs them, unless they are there.</summary>
    /// <returns>The folder that holds their <c>node_modules</c>.</returns>
    public async Task<string> InstallAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Path, "artifacts", "npm", _name)).FullName;
        var done = Path.Combine(folder, "installed");
        var wanted = string.Join('\n', Packages);
        await using var turn = await TakeTurnAsync(Path.Combine(folder, "lock"));
        if (File.Exists(done) && await File.ReadAllTextAsync(done) == wanted)
        {
            return folder;
        }

        var npm = await NodeProgram.RunNpmAsync(
            ["install", "--prefix", folder, "--no-audit", "--no-fund", "--no-save", "--prefer-offline", "--loglevel=error", .. Packages]);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"Some tests need {string.Join(", ", Packages)}, and npm could not install them: {npm.Everything}");
        }

        await File.WriteAllTextAsync(done, wanted);
        return folder;
    }

    /// <summary>Test programs run side by side; the first installs and the others wait for it.</summary>
    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }
}
