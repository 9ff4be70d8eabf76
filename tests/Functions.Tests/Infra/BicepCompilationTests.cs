using Connector.Testing;

namespace Connector.Functions.Tests.Infra;

/// <summary>The Bicep files before their compiler.</summary>
public sealed class BicepCompilationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BicepFact]
    public async Task Every_Bicep_file_compiles_without_an_error_or_a_warning()
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryFolder.Path, "infra"), "*.bicep", SearchOption.AllDirectories);

        Assert.Equal(2, files.Length);
        foreach (var file in files)
        {
            await CompiledBicep.CompileAsync(file);
        }
    }

    [BicepFact]
    public Task An_error_is_noticed() => NoticesAsync("output first string = second\n", "Error BCP057");

    [BicepFact]
    public Task A_warning_is_noticed() => NoticesAsync("param unused string\n", "Warning no-unused-params");

    [BicepFact]
    public async Task A_property_that_Azure_does_not_have_is_noticed_in_the_real_file()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "infra", "main.bicep"));

        await NoticesAsync(text.Replace("httpsOnly:", "httpOnly:", StringComparison.Ordinal), "BCP089");
    }

    private async Task NoticesAsync(string bicep, string diagnostic)
    {
        var file = Path.Combine(_folder.Path, "faulty.bicep");
        await File.WriteAllTextAsync(file, bicep);

        var refused = await Assert.ThrowsAsync<FormatException>(() => CompiledBicep.CompileAsync(file));
        Assert.Contains(diagnostic, refused.Message, StringComparison.Ordinal);
    }
}
