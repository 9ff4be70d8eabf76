using System.Reflection;
using Connector.Testing;

namespace Connector.Functions.Tests.Infra;

/// <summary>The program <c>bicep</c> of the package Azure.Bicep.CommandLine.linux-x64.</summary>
internal static class BicepCompiler
{
    /// <summary>Where the build found it.</summary>
    private static string Program { get; } =
        typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "BicepPath").Value!;

    /// <summary>Runs it to its end.</summary>
    public static Task<ProgramResult> RunAsync(params string[] arguments) => ChildProgram.EndAsync(ChildProgram.Start(
        Program,
        arguments,
        folder: null,
        // It is a program of .NET that brings its runtime: without this it asks for ICU, which a small image does not have,
        ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"),
        // and unpacks its native parts into the home folder, which a build agent may not have.
        ("DOTNET_BUNDLE_EXTRACT_BASE_DIR", Path.Combine(AppContext.BaseDirectory, "bicep"))));
}
