using Connector.Api.Documents;
using Connector.Api.Http;
using Connector.Files;
using Connector.Output;

namespace Connector.Cli.Backends;

/// <summary>The saved files of the settings' store.</summary>
/// <param name="sink">Where they are.</param>
/// <param name="newest">Finds the newest.</param>
/// <param name="cleanup">Deletes them.</param>
internal sealed class LocalFiles(IMediaSink sink, NewestFiles newest, FileCleanup cleanup)
{
    private const int MostFiles = 100;

    /// <summary>A page of them.</summary>
    public async Task<FileListDocument> ListAsync(string prefix, bool isNewestFirst, string? continuation, CancellationToken cancellationToken)
    {
        var page = isNewestFirst
            ? await newest.ListAsync(prefix, continuation, MostFiles, cancellationToken)
            : await sink.ListAsync(prefix, continuation, MostFiles, cancellationToken);
        var files = new List<ListedFile>(page.Files.Count);
        foreach (var file in page.Files)
        {
            files.Add(new ListedFile(
                file.Path, await sink.LinkAsync(file.Path, filesUrl: null, cancellationToken), file.Format.ContentType, file.Bytes, file.LastModified));
        }

        return new FileListDocument(files, page.Continuation, NextLink: null);
    }

    /// <summary>Opens one.</summary>
    /// <exception cref="Connector.Failures.ConnectorException"><c>file_not_found</c> (404).</exception>
    public async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var file = await sink.FindAsync(path, cancellationToken) ?? throw FileAnswer.NotFound(path);
        return await file.OpenRead(cancellationToken);
    }

    /// <summary>Deletes one.</summary>
    /// <exception cref="Connector.Failures.ConnectorException"><c>file_not_found</c> (404).</exception>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        if (!await cleanup.DeleteAsync(path, cancellationToken))
        {
            throw FileAnswer.NotFound(path);
        }
    }
}
