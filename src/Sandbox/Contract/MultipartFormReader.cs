using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Connector.Sandbox.Contract;

/// <summary>Reads a multipart/form-data body, and no more of it than an operation takes.</summary>
internal static class MultipartFormReader
{
    /// <summary>What a part counts at least, so that a flood of empty parts ends too.</summary>
    private const long PartOverhead = 128;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<FormReading> ReadAsync(HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.ContentType))
        {
            return Nothing(FormOutcome.NoContentType);
        }

        if (BoundaryOf(request.ContentType) is not { } boundary)
        {
            return Nothing(FormOutcome.NotMultipart);
        }

        // The server's own limit would cut the connection; this reader's limit answers, and lets the client send to the end.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        if (request.ContentLength > limit)
        {
            return Nothing(FormOutcome.TooLarge);
        }

        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, request.Body), limit, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or DecoderFallbackException)
        {
            return Nothing(FormOutcome.Malformed);
        }
    }

    private static FormReading Nothing(FormOutcome outcome) => new(outcome, new MultipartForm());

    private static string? BoundaryOf(string contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length == 0 ? null : boundary;
    }

    private static async Task<FormReading> ReadPartsAsync(MultipartReader reader, long limit, CancellationToken cancellationToken)
    {
        var form = new MultipartForm();
        var left = limit;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            left -= PartOverhead;
            if (await ReadContentAsync(part.Body, left, cancellationToken) is not { } content)
            {
                return Nothing(FormOutcome.TooLarge);
            }

            left -= content.Length;
            Add(form, part.ContentDisposition, content);
        }

        return new FormReading(FormOutcome.Read, form);
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadContentAsync(Stream body, long limit, CancellationToken cancellationToken)
    {
        if (limit < 0)
        {
            return null;
        }

        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + count > limit)
            {
                return null;
            }

            content.Write(buffer.AsSpan(0, count));
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    /// <summary>A part without a name is no field.</summary>
    private static void Add(MultipartForm form, string? header, ReadOnlyMemory<byte> content)
    {
        if (!ContentDispositionHeaderValue.TryParse(header, out var disposition)
            || HeaderUtilities.RemoveQuotes(disposition.Name).ToString() is not { Length: > 0 } name)
        {
            return;
        }

        if (disposition.IsFileDisposition())
        {
            var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
            form.Add(name, new FormFile(fileName.ToString(), content));
        }
        else
        {
            form.Add(name, StrictUtf8.GetString(content.Span));
        }
    }
}
