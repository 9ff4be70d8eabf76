namespace Connector.Testing;

/// <summary>A .NET tool that tests run, installed once per checkout below <c>artifacts/tools</c>. All versions are here.</summary>
public sealed class DotnetTools
{
    private readonly string _package;
    private readonly string _version;
    private readonly string _command;

    private DotnetTools(string package, string version, string command) => (_package, _version, _command) = (package, version, command);

    /// <summary>Microsoft's generator of API clients.</summary>
    public static DotnetTools Kiota { get; } = new("Microsoft.OpenApi.Kiota", "1.38.0", "kiota");

    /// <summary>Installs the tool, unless it is there.</summary>
    /// <returns>The program.</returns>
    public async Task<string> InstallAsync()
    {
        var folder = Path.Combine(RepositoryFolder.Path, "artifacts", "tools", $"{_command}-{_version}");
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{_command}.exe" : _command);
        if (!File.Exists(program))
        {
            var install = await ChildProgram.EndAsync(ChildProgram.Start("dotnet", ["tool", "install", _package, "--version", _version, "--tool-path", folder]));
            if (install.ExitCode != 0)
            {
                throw new InvalidOperationException($"Some tests need {_package} {_version}, which could not be installed: {install.Everything}");
            }
        }

        return program;
    }
}
