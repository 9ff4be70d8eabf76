using Connector.Testing;

namespace Connector.Page.Tests.Browser;

/// <summary>The browser that tests drive: the system's Chromium, which Debian's package brings where it is missing.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>What keeps a browser of tests from calling home.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>Where it is, installed first where it can be.</summary>
    public static async Task<string> FindAsync()
    {
        if (Find() is null && File.Exists("/usr/bin/apt-get"))
        {
            Console.WriteLine("Installing Chromium (apt-get install chromium) for the tests of the page…");
            await ChildProgram.EndAsync(ChildProgram.Start("apt-get", ["update", "-q"]));
            await ChildProgram.EndAsync(ChildProgram.Start("apt-get", ["install", "-qy", "--no-install-recommends", "chromium", "fonts-dejavu-core"]));
        }

        return Find() ?? throw new InvalidOperationException($"The tests of the page need Chromium; it is at none of {string.Join(", ", Places)}.");
    }

    private static string? Find() => Places.FirstOrDefault(File.Exists);
}
