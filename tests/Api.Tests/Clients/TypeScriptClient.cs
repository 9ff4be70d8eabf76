using Connector.Testing;

namespace Connector.Api.Tests.Clients;

/// <summary>A program over a generated client in TypeScript, compiled strictly and run.</summary>
internal static class TypeScriptClient
{
    private const string Options = """
        {
          "compilerOptions": {
            "module": "commonjs", "moduleResolution": "node10", "target": "es2022", "lib": ["es2022", "dom", "dom.iterable"],
            "strict": true, "skipLibCheck": true, "esModuleInterop": true, "types": [], "outDir": "out", "rootDir": "."
          },
          "files": ["program.ts"]
        }
        """;

    /// <summary>Generates a client, compiles a program over it, and runs that.</summary>
    /// <param name="folder">A folder of its own.</param>
    /// <param name="generator">The generator and its arguments, below the folder of npm's packages.</param>
    /// <param name="program">The program among those of the tests.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string folder, IReadOnlyList<string> generator, string program, params string[] arguments)
    {
        var packages = Path.Combine(await NpmPackages.ApiClients.InstallAsync(), "node_modules");
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), packages);
        await ClientPrograms.RunAsync("node", [Path.Combine(packages, generator[0]), .. generator.Skip(1)], folder);
        File.Copy(ClientPrograms.PathOf(program), Path.Combine(folder, "program.ts"));
        await File.WriteAllTextAsync(Path.Combine(folder, "tsconfig.json"), Options);
        await ClientPrograms.RunAsync("node", [Path.Combine(packages, "typescript", "bin", "tsc"), "-p", "."], folder);
        return await ClientPrograms.RunAsync("node", [Path.Combine(folder, "out", "program.js"), .. arguments], folder);
    }
}
