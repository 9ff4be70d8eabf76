using Connector.Declaration;
using Connector.Functions.Emit;
using Connector.Testing;

namespace Connector.Functions.Tests.Emit;

public class EmittedDocumentsTests
{
    [Fact]
    public async Task The_documents_of_the_repository_are_up_to_date()
    {
        var stale = await EmittedDocuments.UpdateAsync(Repository.Find(AppContext.BaseDirectory)!, Catalog.All, write: false, CancellationToken.None);

        Assert.True(stale.Count == 0, $"Run: dotnet run --project src/Functions -- emit ({string.Join(", ", stale)})");
    }

    [Fact]
    public async Task A_stale_document_is_told_with_its_line_and_mended_by_writing()
    {
        using var folder = new TemporaryFolder();
        var root = Repository.Find(AppContext.BaseDirectory)!;
        foreach (var path in EmittedDocuments.Of(Catalog.All).Select(document => document.Path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, path))!);
            File.Copy(Path.Combine(root, path), Path.Combine(folder.Path, path));
        }

        var readme = Path.Combine(folder.Path, "README.md");
        await File.WriteAllTextAsync(readme, (await File.ReadAllTextAsync(readme)).Replace("| `dreamstudio-text-to-image` |", "| `renamed` |", StringComparison.Ordinal));

        var stale = Assert.Single(await EmittedDocuments.UpdateAsync(folder.Path, Catalog.All, write: false, CancellationToken.None));
        Assert.Equal("README.md", stale.Path);
        Assert.Contains("renamed", Assert.Single(stale.Found), StringComparison.Ordinal);
        Assert.Contains("dreamstudio-text-to-image", Assert.Single(stale.Expected), StringComparison.Ordinal);

        await EmittedDocuments.UpdateAsync(folder.Path, Catalog.All, write: true, CancellationToken.None);
        Assert.Empty(await EmittedDocuments.UpdateAsync(folder.Path, Catalog.All, write: false, CancellationToken.None));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(root, "README.md")), await File.ReadAllTextAsync(readme));
    }
}
