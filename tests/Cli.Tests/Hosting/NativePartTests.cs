using System.Text;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Cli.Tests.Hosting;

/// <summary>The library that draws the sandbox's pictures has a native part for each system: few of them are carried, and none is loaded before it is used.</summary>
public class NativePartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] NamedSystems = ["linux-arm64", "linux-x64", "osx", "win-x64"];

    /// <summary>The program as it is built, which lies beside the tests'; published without a runtime identifier it has the same files.</summary>
    private static DirectoryInfo Program
    {
        get
        {
            var tests = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return new DirectoryInfo(Path.Combine(tests.Parent!.Parent!.FullName, "Cli", tests.Name));
        }
    }

    [Fact]
    public void The_program_carries_the_native_parts_of_the_named_systems_and_no_symbols()
    {
        var parts = Program.GetFiles("libSkiaSharp.*", SearchOption.AllDirectories);

        Assert.Equal(NamedSystems, parts.Select(part => part.Directory!.Parent!.Name).Intersect(NamedSystems, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.InRange(parts.Length, NamedSystems.Length, NamedSystems.Length + 1);
        Assert.DoesNotContain(parts, part => part.Extension == ".pdb");
        Assert.InRange(Program.GetFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1_000_000, 1, 100);
    }

    [LinuxFact]
    public async Task A_server_loads_it_with_its_first_picture()
    {
        using var folder = new TemporaryFolder();
        using var limit = new CancellationTokenSource(Patience);
        using var process = BuiltProgram.Start(folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        try
        {
            var first = await process.StandardOutput.ReadLineAsync(limit.Token) ?? "";
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            using var http = new HttpClient { BaseAddress = new Uri(first[first.IndexOf("http://127", StringComparison.Ordinal)..]) };
            (await http.GetAsync(new Uri("api/options/dreamstudio/engines", UriKind.Relative), limit.Token)).EnsureSuccessStatusCode();
            Assert.DoesNotContain("SkiaSharp", await MappedAsync(process.Id, limit.Token), StringComparison.Ordinal);

            using var prompt = new StringContent("""{"prompt": "a tree", "engine_id": "stable-diffusion-v1-6", "width": 320, "height": 320}""", Encoding.UTF8, "application/json");
            (await http.PostAsync(new Uri("api/actions/dreamstudio-text-to-image", UriKind.Relative), prompt, limit.Token)).EnsureSuccessStatusCode();
            Assert.Contains("libSkiaSharp.so", await MappedAsync(process.Id, limit.Token), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>The files that a process has in its memory.</summary>
    private static Task<string> MappedAsync(int process, CancellationToken cancellationToken) => File.ReadAllTextAsync($"/proc/{process}/maps", cancellationToken);
}
