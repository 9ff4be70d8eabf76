using Connector.Testing;

namespace Connector.Api.Tests.Clients;

/// <summary>A program over a generated client in C#, built and run.</summary>
internal static class DotnetClient
{
    /// <summary>Builds and runs a program.</summary>
    /// <param name="folder">The folder of its own, with the generated sources in it.</param>
    /// <param name="program">The program among those of the tests.</param>
    /// <param name="packages">The packages it needs, with their versions.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string folder, string program, IReadOnlyList<(string Name, string Version)> packages, params string[] arguments)
    {
        File.Copy(ClientPrograms.PathOf(program), Path.Combine(folder, "Program.cs"));
        await File.WriteAllTextAsync(Path.Combine(folder, "Client.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(packages.Select(package => $"<PackageReference Include=\"{package.Name}\" Version=\"{package.Version}\" />"))}
              </ItemGroup>
            </Project>
            """);
        var build = await ChildProgram.EndAsync(ChildProgram.Start("dotnet", ["build", "--nologo", "-v", "q", "-o", "out"], folder));
        Assert.True(build.ExitCode == 0, build.Everything);
        return await ClientPrograms.RunAsync("dotnet", [Path.Combine(folder, "out", "Client.dll"), .. arguments]);
    }
}
