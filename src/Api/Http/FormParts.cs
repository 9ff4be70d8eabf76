using System.Runtime.CompilerServices;
using Connector.Streams;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Http;

/// <summary>Reads a form part by part; whatever is wrong with its structure is the caller's fault (400).</summary>
internal static class FormParts
{
    private const int LongestBoundary = 100;
    private const int MostHeaders = 8;

    /// <summary>Several times what the longest lists of parameters take; each part may become a file on disk.</summary>
    private const int MostParts = 256;

    public static async IAsyncEnumerable<FormPart> ReadAsync(
        Stream body, MediaTypeHeaderValue type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
        {
            throw FormPartStream.Unreadable("its Content-Type must carry the boundary (let the HTTP client set this header)");
        }

        var form = new MultipartReader(boundary, body) { HeadersCountLimit = MostHeaders };
        for (var count = 1; await ReadNextAsync(form, cancellationToken) is { } section; count++)
        {
            if (count > MostParts)
            {
                throw FormPartStream.Unreadable($"it has more than {MostParts} parts");
            }

            if (section.GetContentDispositionHeader() is not { } disposition || disposition.Name.Length == 0)
            {
                throw FormPartStream.Unreadable("each part must carry a Content-Disposition with a name");
            }

            await using var content = new FormPartStream(section.Body);
            yield return new FormPart(HeaderUtilities.RemoveQuotes(disposition.Name).Value!, disposition.IsFileDisposition(), content);
        }
    }

    private static async Task<MultipartSection?> ReadNextAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        try
        {
            return await form.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw FormPartStream.Unreadable(exception.Message);
        }
    }
}
