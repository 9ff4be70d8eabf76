using System.Globalization;
using Connector.Failures;
using Connector.Files;
using Connector.Values;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>The saved files as resources.</summary>
/// <param name="sink">Where they are.</param>
/// <param name="reads">Those on their way.</param>
/// <param name="caller">Who asks.</param>
internal sealed class McpResources(IMediaSink sink, McpReads reads, McpCaller caller)
{
    private const string Prefix = FileLink.Resource;

    private const string VersionWithoutCode = "2026-07-28";

    private const int FilesOfPage = 100;

    /// <summary>A resource travels whole, as base64 in one message, and is held in memory on both sides.</summary>
    private const int MostBytes = 10_000_000;

    /// <summary>What there is besides the list.</summary>
    public static ListResourceTemplatesResult Templates { get; } = new()
    {
        ResourceTemplates =
        [
            new ResourceTemplate
            {
                UriTemplate = Prefix + "{+path}",
                Name = "file",
                Title = "Saved file",
                Description = "A saved file, by the path that a tool's result or the list of resources gave.",
            },
        ],
    };

    /// <summary>The URI of a file.</summary>
    public static string UriOf(string path) => Prefix + path;

    /// <summary>The path in a file's URI; null for another text.</summary>
    public static string? PathIn(string? uri) => uri?.StartsWith(Prefix, StringComparison.Ordinal) == true ? Uri.UnescapeDataString(uri[Prefix.Length..]) : null;

    /// <summary>The content of a file.</summary>
    public static async Task<byte[]> ReadAsync(StoredFile file, CancellationToken cancellationToken)
    {
        var bytes = new byte[file.Bytes];
        await using var content = await file.OpenRead(cancellationToken);
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>Lists a page of files, in the order of their paths.</summary>
    public async Task<ListResourcesResult> ListAsync(string? cursor, CancellationToken cancellationToken)
    {
        var page = await sink.ListAsync(caller.Caller.PrefixOf(""), cursor, FilesOfPage, cancellationToken);
        return new ListResourcesResult
        {
            Resources =
            [
                .. page.Files.Select(file => new Resource
                {
                    Uri = UriOf(file.Path),
                    Name = file.Path,
                    MimeType = file.Format.ContentType,
                    Size = file.Bytes,
                    Annotations = new Annotations { LastModified = file.LastModified },
                }),
            ],
            NextCursor = page.Continuation,
        };
    }

    /// <summary>Reads a file.</summary>
    /// <param name="uri">Its URI.</param>
    /// <param name="version">The version of the protocol that the request speaks; null for one that was agreed upon before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="McpProtocolException">There is no such file, or it is too large.</exception>
    public async Task<ReadResourceResult> ReadAsync(string uri, string? version, CancellationToken cancellationToken)
    {
        if (PathIn(uri) is not { } path || await sink.FindAsync(path, caller.Caller, cancellationToken) is not { } file)
        {
            throw Missing(uri, version);
        }

        if (file.Bytes > MostBytes)
        {
            var url = await sink.LinkAsync(path, caller.FilesUrl, cancellationToken);
            throw new McpProtocolException(
                string.Create(CultureInfo.InvariantCulture, $"The file has {file.Bytes:N0} bytes, and a resource may have {MostBytes:N0}. Download it from {url}"),
                McpErrorCode.InvalidParams);
        }

        var turn = await reads.BeginAsync(file.Bytes, cancellationToken);
        if (caller.WhenAnswered is { } keep)
        {
            keep(turn);
        }
        else
        {
            // A client of its own process: what it asks for at once is in its own memory too.
            turn.Dispose();
        }

        return new ReadResourceResult { Contents = [BlobResourceContents.FromBytes(await ReadAsync(file, cancellationToken), uri, file.Format.ContentType)] };
    }

    /// <summary>The newest version has no code of its own for it, but names the resource.</summary>
    private static McpProtocolException Missing(string uri, string? version)
    {
        var failure = new ConnectorException(404, ErrorCodes.NotFound, $"There is no resource \"{InputText.Shorten(uri)}\". The list of resources has them all.");
        var code = string.CompareOrdinal(version, VersionWithoutCode) >= 0 ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound;
        return new McpProtocolException(failure.Message, failure, code) { Data = { ["uri"] = uri } };
    }
}
