using System.Runtime.CompilerServices;
using Connector.Failures;
using Connector.Input;
using Connector.Streams;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Http;

/// <summary>Reads a form part by part; whatever is wrong with its structure is the caller's fault (400).</summary>
internal static class FormParts
{
    private const int LongestBoundary = 100;
    private const int MostHeaders = 8;

    /// <summary>Several times what the longest lists of parameters take; each part may become a file on disk.</summary>
    private const int MostParts = 256;

    private const string TransferEncoding = "Content-Transfer-Encoding";

    public static async IAsyncEnumerable<FormPart> ReadAsync(
        Stream body, BodyType type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var boundary = type.Boundary;
        if (boundary.Length is 0 or > LongestBoundary)
        {
            throw FormPartStream.Unreadable(
                $"its Content-Type must name the boundary between the parts, in at most {LongestBoundary} characters, as in {BodyType.Form}; boundary=x. Let the HTTP client set this header");
        }

        var form = new MultipartReader(boundary, body) { HeadersCountLimit = MostHeaders };
        for (var count = 1; await ReadNextAsync(form, boundary, isFirst: count == 1, cancellationToken) is { } section; count++)
        {
            if (count > MostParts)
            {
                throw FormPartStream.Unreadable($"it has more than {MostParts} parts");
            }

            if (section.GetContentDispositionHeader() is not { } disposition || disposition.Name.Length == 0)
            {
                throw FormPartStream.Unreadable("each part must carry a Content-Disposition with a name");
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value!;
            await using var content = Decode(section, FormFieldName.Plain(name));

            // Browsers send the field of a file that was not chosen with an empty one.
            var hasFileName = !StringSegment.IsNullOrEmpty(disposition.FileName) || !StringSegment.IsNullOrEmpty(disposition.FileNameStar);
            yield return new FormPart(name, hasFileName, BodyType.Parse(section.ContentType), content);
        }

        // What follows a form counts for nothing, but whether a compressed body is whole is known only at its end.
        await body.CopyToAsync(Stream.Null, cancellationToken);
    }

    /// <summary>Undoes the encodings of mail, which some clients still apply.</summary>
    private static FormPartStream Decode(MultipartSection section, string name)
    {
        var given = section.Headers?.GetValueOrDefault(TransferEncoding).ToString().Trim() ?? "";
        return given.ToLowerInvariant() switch
        {
            "" or "binary" or "8bit" or "7bit" => new FormPartStream(section.Body, name),
            "base64" => new FormPartStream(new LooseBase64Stream(section.Body), name, given),
            "quoted-printable" => new FormPartStream(new QuotedPrintableStream(section.Body), name, given),
            _ => throw FormPartStream.Invalid(
                name, $"{InputText.Shorten(name)} comes with {TransferEncoding} \"{InputText.Shorten(given)}\"; binary, base64 and quoted-printable are read."),
        };
    }

    private static async Task<MultipartSection?> ReadNextAsync(MultipartReader form, string boundary, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            return await form.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            var marker = InputText.Shorten($"--{boundary}");
            throw FormPartStream.Unreadable(exception, isFirst
                ? $"no line of it is the boundary that its Content-Type names, {marker} (lines of a form end in CR LF)"
                : $"it ends without its closing boundary, {marker}--. It may have been cut on its way");
        }
    }
}
