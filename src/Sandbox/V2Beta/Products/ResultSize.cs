using System.Text.Json;
using Connector.Sandbox.Contract;
using Connector.Pictures;

namespace Connector.Sandbox.V2Beta.Products;

/// <summary>How large the picture of an operation is.</summary>
internal static class ResultSize
{
    /// <summary>Upstream draws up to 9.4 or 16 megapixels when it upscales; a stand-in that takes seconds for it helps nobody.</summary>
    private const double MostUpscaled = 4_194_304;

    private const double MostPixels = 9_437_184;
    private const double Megapixel = 1_048_576;

    /// <summary>What a WebP can hold.</summary>
    private const int MostSide = 16_383;

    public static (int Width, int Height) Of(string path, CheckedForm form, string aspect) => (path.Split('/')[^1], StartImage(form)) switch
    {
        // "1.5 megapixels", but a live answer had 1536x1536.
        ("core", _) => OfAspect(aspect, 1.5),
        ("conservative" or "creative", { } image) => Scaled(image, Math.Min(2, Math.Sqrt(MostUpscaled / image.Pixels))),
        ("fast", { } image) => Scaled(image, image.Pixels * 16 <= MostUpscaled ? 4 : 2),
        ("outpaint", { } image) => Fitted(
            image.SeenWidth + Margin(form, "left") + Margin(form, "right"), image.SeenHeight + Margin(form, "up") + Margin(form, "down")),
        ("style", _) => OfAspect(aspect, 1),
        ("ultra" or "style-transfer", { } image) => Scaled(image, Math.Sqrt(Megapixel / image.Pixels)),
        (_, { } image) => Scaled(image, 1),
        _ => OfAspect(aspect, 1),
    };

    /// <summary>The image that an operation changes; others only guide it.</summary>
    private static ImageHeader? StartImage(CheckedForm form) =>
        form.Images.GetValueOrDefault("image") ?? form.Images.GetValueOrDefault("subject_image") ?? form.Images.GetValueOrDefault("init_image");

    /// <summary>About a megapixel in sides of multiples of 64, times a factor.</summary>
    private static (int Width, int Height) OfAspect(string aspect, double factor)
    {
        var (width, height) = aspect switch
        {
            "21:9" => (1536, 640),
            "16:9" => (1344, 768),
            "3:2" => (1216, 832),
            "5:4" => (1152, 896),
            "4:5" => (896, 1152),
            "2:3" => (832, 1216),
            "9:16" => (768, 1344),
            "9:21" => (640, 1536),
            _ => (1024, 1024),
        };
        return ((int)(width * factor), (int)(height * factor));
    }

    private static (int Width, int Height) Scaled(ImageHeader image, double factor) => Fitted(image.SeenWidth * factor, image.SeenHeight * factor);

    private static (int Width, int Height) Fitted(double width, double height)
    {
        var factor = Math.Min(Math.Min(1, Math.Sqrt(MostPixels / (width * height))), MostSide / Math.Max(width, height));
        return ((int)Math.Max(1, width * factor), (int)Math.Max(1, height * factor));
    }

    private static double Margin(CheckedForm form, string side) =>
        form.Body.TryGetProperty(side, out var margin) && margin.ValueKind == JsonValueKind.Number ? margin.GetDouble() : 0;
}
