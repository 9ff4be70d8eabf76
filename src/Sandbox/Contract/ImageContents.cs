using System.Globalization;
using Connector.Pictures;

namespace Connector.Sandbox.Contract;

/// <summary>
/// Whether the images of a form that passed every other check can be decoded: one that cannot would be paid for and change nothing.
/// They are decoded again when the picture is drawn, which for a job is later: what it keeps meanwhile is the file.
/// </summary>
internal static class ImageContents
{
    public static IEnumerable<SchemaProblem> Check(CheckedForm form) => form.Images.Keys
        .Select(name => ProblemOf(name, form.Form.Files[name].Content.Span))
        .OfType<SchemaProblem>();

    private static SchemaProblem? ProblemOf(string name, ReadOnlySpan<byte> file)
    {
        using var image = ImageFile.Open(file);
        if (image is { IsWithinReach: false })
        {
            return new SchemaProblem(
                name,
                "image",
                string.Create(CultureInfo.InvariantCulture, $"unsupported dimensions - the sandbox decodes at most {ImageFile.MostPixels:N0} pixels of such an image, received {image.Header.Pixels:N0} pixels"));
        }

        return image?.Decode() is null ? new SchemaProblem(name, "image", "invalid image - it is cut short or broken") : null;
    }
}
