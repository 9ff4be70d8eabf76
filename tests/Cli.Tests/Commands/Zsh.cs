using Connector.Testing;

namespace Connector.Cli.Tests.Commands;

/// <summary>The shell of macOS: the system's, or Debian's package, unpacked below <c>artifacts</c> and not installed.</summary>
internal static class Zsh
{
    private static readonly string[] Places = ["/bin/zsh", "/usr/bin/zsh", "/usr/local/bin/zsh"];

    /// <summary>Where it is.</summary>
    public static async Task<string> FindAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is { } installed)
        {
            return installed;
        }

        var folder = Path.Combine(RepositoryFolder.Path, "artifacts", "tools", "zsh");
        var program = Path.Combine(folder, "bin", "zsh");
        if (!File.Exists(program))
        {
            Directory.CreateDirectory(folder);
            const string Unpack = "apt-get download -q zsh && dpkg -x zsh_*.deb .";
            var unpacked = await ChildProgram.EndAsync(ChildProgram.Start("sh", ["-c", $"({Unpack}) || (apt-get update -q && {Unpack})"], folder));
            if (!File.Exists(program))
            {
                throw new InvalidOperationException($"Some tests need zsh, at one of {string.Join(", ", Places)}: {unpacked.Everything}");
            }
        }

        return program;
    }
}
