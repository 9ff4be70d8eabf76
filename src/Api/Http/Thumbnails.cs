using System.Globalization;
using Connector.Declaration;
using Connector.Files;
using Connector.Images;
using Microsoft.Net.Http.Headers;

namespace Connector.Api.Http;

/// <summary>Stored pictures in a smaller size or another format. What was drawn once is answered by its tag, without being decoded.</summary>
/// <param name="library">Draws them; null where the host has no library.</param>
internal sealed class Thumbnails(IPictureLibrary? library = null)
{
    private const int Largest = 2048;

    private const long CacheBytes = 16 * 1024 * 1024;

    private readonly ThumbnailCache _cache = new(CacheBytes);

    /// <summary>The width of a smaller picture.</summary>
    public static WholeNumberParameter Width { get; } = new()
    {
        Name = "width",
        Label = "Width",
        Description = "Draws the picture no wider than this, in its proportions, as EXIF turns it and never enlarged.",
        Min = 16,
        Max = Largest,
        Example = 320,
    };

    /// <summary>Its height.</summary>
    public static WholeNumberParameter Height { get; } = Width with
    {
        Name = "height",
        Label = "Height",
        Description = "Draws the picture no higher than this; with width, within both.",
    };

    /// <summary>Its format.</summary>
    public static ChoiceParameter Format { get; } = new()
    {
        Name = "format",
        Label = "Format",
        Description = "The format of a picture that is drawn anew.",
        AllowedChoices = [new("webp", "WebP"), new("jpeg", "JPEG"), new("png", "PNG")],
        Default = "webp",
    };

    /// <summary>Whether a request asks for a picture that is drawn anew.</summary>
    public static bool AreAskedFor(HttpContext context) => ParametersOf(context).Length > 0;

    /// <summary>The names of the parameters that ask for one.</summary>
    public static string ParametersOf(HttpContext context) =>
        string.Join(", ", new Parameter[] { Width, Height, Format }.Where(parameter => context.Query(parameter).Length > 0).Select(parameter => parameter.Name));

    /// <summary>Answers the picture.</summary>
    /// <param name="context">The request, whose values have been checked.</param>
    /// <param name="file">The stored file.</param>
    public async Task WriteAsync(HttpContext context, StoredFile file)
    {
        if (library is null)
        {
            throw PictureFailures.NoLibrary($"a picture in another size (?{ParametersOf(context)}=)");
        }

        if (!file.Format.IsImage)
        {
            throw PictureFailures.NotAPicture(file.Path, file.Format);
        }

        var order = OrderOf(context);
        var tag = string.Create(
            CultureInfo.InvariantCulture, $"\"{file.ETag.Trim('"')}-{order.Width}x{order.Height}{order.Format.Extension}\"");
        var headers = context.Response.Headers;
        headers.CacheControl = FileAnswer.Unchanging;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Tag == tag))
        {
            headers.ETag = tag;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        // Two files of a folder may be of one length and moment: the tag alone names no file.
        var name = $"{file.Path} {tag}";
        if (_cache.Find(name) is not { } drawn)
        {
            drawn = await library.RedrawAsync(file.Path, file.Bytes, file.OpenRead, order, context.RequestAborted);
            _cache.Add(name, drawn);
        }

        headers.ETag = tag;
        context.Response.ContentType = order.Format.ContentType;
        context.Response.ContentLength = drawn.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(drawn, context.RequestAborted);
        }
    }

    private static PictureOrder OrderOf(HttpContext context) => new(
        NumberOf(context, Width),
        NumberOf(context, Height),
        PicturePlacement.Inside,
        context.Query(Format) switch { "jpeg" => MediaFormat.Jpeg, "png" => MediaFormat.Png, _ => MediaFormat.Webp });

    private static int NumberOf(HttpContext context, WholeNumberParameter parameter) =>
        decimal.TryParse(context.Query(parameter), CultureInfo.InvariantCulture, out var number) ? (int)number : Largest;
}
