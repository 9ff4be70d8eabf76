using Connector.Sandbox.Contract;
using Connector.Pictures;

namespace Connector.Sandbox.V1;

/// <summary><c>POST /v1/generation/{engine_id}/image-to-image/upscale</c>, by Real-ESRGAN or by the latent upscaler.</summary>
internal sealed class Upscale(ApiDocument document) : IFormRules
{
    public const string Path = "/v1/generation/{engine_id}/image-to-image/upscale";

    private const long MostPixels = 4_194_304;

    private readonly FormContract _esrgan = new(document, document.Schema("RealESRGANUpscaleRequestBody"), []);
    private readonly FormContract _latent = new(document, document.Schema("LatentUpscalerUpscaleRequestBody"), []);

    public FormContract ContractFor(Engine engine) => engine.Family == EngineFamily.Esrgan ? _esrgan : _latent;

    public V1Error? Refusal(CheckedForm form, Engine engine)
    {
        if (!engine.IsUpscaler)
        {
            return V1Error.UnsuitableEngine(engine, "upscaling");
        }

        if (form.Body.TryGetProperty("width", out _) && form.Body.TryGetProperty("height", out _))
        {
            return V1Error.BadRequest("height: only one of `width` or `height` may be specified");
        }

        var (width, height) = SizeOf(form, engine);
        return width * height > MostPixels
            ? new V1Error(
                400,
                "invalid_pixel_count",
                $"The requested image would exceed the maximum pixel count of 4,194,304: {width:0}x{height:0}")
            : null;
    }

    public Generation Read(CheckedForm form, Engine engine)
    {
        var (width, height) = SizeOf(form, engine);
        return FormGeneration.Read(form, engine, "image", share: 1) with
        {
            Width = (int)width,
            Height = (int)height,
            Cost = Price.OfUpscale(engine.Family),
        };
    }

    /// <summary>In doubles, because the schema knows no maximum of a side.</summary>
    private static (double Width, double Height) SizeOf(CheckedForm form, Engine engine)
    {
        var image = form.Images["image"];
        var factor = Factor(form, image) ?? (engine.Family == EngineFamily.Esrgan ? 2 : 4);
        return (Math.Max(1, Math.Round(image.SeenWidth * factor)), Math.Max(1, Math.Round(image.SeenHeight * factor)));
    }

    private static double? Factor(CheckedForm form, ImageHeader image) =>
        GenerationFields.Integer(form.Body, "width") / (double)image.SeenWidth
        ?? GenerationFields.Integer(form.Body, "height") / (double)image.SeenHeight;
}
