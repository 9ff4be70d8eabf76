using Connector.Actions;
using Connector.Cli.Emit;
using Connector.Testing;

namespace Connector.Cli.Tests.Emit;

public class EmittedDocumentsTests
{
    private static string Root { get; } = Repository.Find(AppContext.BaseDirectory)!;

    [Fact]
    public async Task The_documents_of_the_repository_are_up_to_date()
    {
        var stale = await EmittedDocuments.UpdateAsync(Root, Catalog.All, write: false, CancellationToken.None);

        Assert.True(stale.Count == 0, $"Run: dotnet run --project src/Cli -- emit ({string.Join(", ", stale)})");
    }

    [Fact]
    public async Task A_stale_document_is_told_with_its_line_and_mended_by_writing()
    {
        using var folder = CopyOfTheDocuments();
        var readme = Path.Combine(folder.Path, "README.md");
        await File.WriteAllTextAsync(readme, (await File.ReadAllTextAsync(readme)).Replace("| `dreamstudio-text-to-image` |", "| `renamed` |", StringComparison.Ordinal));

        var stale = Assert.Single(await EmittedDocuments.UpdateAsync(folder.Path, Catalog.All, write: false, CancellationToken.None));
        Assert.Equal("README.md", stale.Path);
        Assert.Contains("renamed", Assert.Single(stale.Found), StringComparison.Ordinal);
        Assert.Contains("dreamstudio-text-to-image", Assert.Single(stale.Expected), StringComparison.Ordinal);

        await EmittedDocuments.UpdateAsync(folder.Path, Catalog.All, write: true, CancellationToken.None);
        Assert.Empty(await EmittedDocuments.UpdateAsync(folder.Path, Catalog.All, write: false, CancellationToken.None));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Root, "README.md")), await File.ReadAllTextAsync(readme));
    }

    [Theory]
    [InlineData("infra/pipedream/components/connector/actions/no-more/no-more.mjs")]
    [InlineData("infra/pipedream/components/dreamstudio/actions/no-more/no-more.mjs")]
    public async Task A_file_that_nothing_writes_into_an_emitted_folder_is_told_and_deleted_by_writing(string path)
    {
        using var folder = CopyOfTheDocuments();
        var leftOver = Path.Combine(folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(leftOver)!);
        await File.WriteAllTextAsync(leftOver, "export default {};\n");

        var stale = Assert.Single(await EmittedDocuments.UpdateAsync(folder.Path, Catalog.All, write: false, CancellationToken.None));
        Assert.Equal(path, stale.Path);
        Assert.True(File.Exists(leftOver));

        await EmittedDocuments.UpdateAsync(folder.Path, Catalog.All, write: true, CancellationToken.None);
        Assert.False(File.Exists(leftOver));
        Assert.Empty(await EmittedDocuments.UpdateAsync(folder.Path, Catalog.All, write: false, CancellationToken.None));
    }

    private static TemporaryFolder CopyOfTheDocuments()
    {
        var folder = new TemporaryFolder();
        foreach (var path in EmittedDocuments.Of(Catalog.All).Select(document => document.Path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, path))!);
            File.Copy(Path.Combine(Root, path), Path.Combine(folder.Path, path));
        }

        return folder;
    }
}
