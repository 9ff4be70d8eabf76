using System.Globalization;
using System.Text.RegularExpressions;
using Connector.Actions.Dreamstudio.Shared;
using Connector.Declaration;
using Connector.Failures;
using static Connector.Actions.Dreamstudio.Shared.DreamstudioParameters;

namespace Connector.Actions.Dreamstudio;

/// <summary>v1 OpenAPI: the ESRGAN body and the latent upscaler's body.</summary>
internal static partial class UpscaleImage
{
    private const string Esrgan = "esrgan-v1-x2plus";
    private const string Latent = "stable-diffusion-x4-latent-upscaler";

    /// <summary>invalid_pixel_count: "The requested image would exceed the maximum pixel count of 4,194,304".</summary>
    private const long MostPixels = 4_194_304;

    private static readonly TextParameter Upscaler = EngineId with
    {
        Label = "Upscaler",
        Description = "The engine that enlarges the image.",
        Options = new RemoteOptions(DreamstudioApp.Engines, engine => IsUpscaler(engine.Value)),
        Suggestions = [Esrgan, Latent],
        Default = Esrgan,
        Example = Esrgan,
    };

    /// <summary>v1 OpenAPI, InputImage.</summary>
    private static readonly FileParameter Image = DreamstudioImages.InitImage with
    {
        Name = "image",
        Label = "Image",
        Description = "The image to enlarge.",
    };

    /// <summary>v1 OpenAPI, UpscaleImageHeight.</summary>
    private static readonly WholeNumberParameter Height = new()
    {
        Name = "height",
        Label = "Height",
        Description = "Pixels down of the result; the width follows. Left out with width, the engine's own factor holds.",
        Visibility = Visibility.Important,
        Min = 512,
        Example = 1024,
    };

    /// <summary>v1 OpenAPI, UpscaleImageWidth.</summary>
    private static readonly WholeNumberParameter Width = Height with
    {
        Name = "width",
        Label = "Width",
        Description = "Pixels across of the result; the height follows. Left out with height, the engine's own factor holds.",
    };

    private static readonly IReadOnlyList<Parameter> LatentOnly = [Prompt, NegativePrompt, TextPrompts, Seed, Steps, CfgScale];

    public static ConnectorAction Action { get; } = new()
    {
        App = DreamstudioApp.App,
        Slug = "upscale-image",
        Operation = "upscaleImage",
        Title = "Upscale Image",
        Description = "Enlarges an image, the latent upscaler by a text prompt too, and saves the result to a file.",
        Endpoint = Endpoint.PostForm("/v1/generation/", Upscaler, "/image-to-image/upscale"),
        Parameters = [Upscaler, Image, Width, Height, .. LatentOnly, FilterPolicy.OnFiltered],
        Rules =
        [
            Rule.AtMostOneOf(Width, Height),
            Rule.AtMostOneOf(Prompt, TextPrompts),
            Rule.Needs(NegativePrompt, Prompt),
            new NotWithRule(Upscaler, EsrganIds(), Latent, LatentOnly),
            Rule.Custom($"The result may have at most {MostPixels.ToString("N0", CultureInfo.InvariantCulture)} pixels.", [Image, Width, Height, Upscaler], CheckPixels),
        ],
        Output = DreamstudioImages.One(),
        Price = null,
        Hints = ActionHints.Generates,
        Summary = (values, images) => $"Upscaled {images} with {values.Get(Upscaler, Esrgan)}.",
    };

    private static bool IsUpscaler(string engine) =>
        engine.Contains("upscal", StringComparison.OrdinalIgnoreCase) || EsrganIds().IsMatch(engine);

    private static bool IsEsrgan(ParameterValues values) => EsrganIds().IsMatch(values.Get(Upscaler, Esrgan));

    private static Problem? CheckPixels(ParameterValues values)
    {
        if (!values.TryGet(Image, out var file) || file.Image is not { } image)
        {
            return null;
        }

        var factor = values.TryGet(Width, out var width) ? (double)width / image.Width
            : values.TryGet(Height, out var height) ? (double)height / image.Height
            : IsEsrgan(values) ? 2 : 4;
        var pixels = image.Width * factor * image.Height * factor;
        return pixels > MostPixels
            ? new Problem(
                values.Has(Width) ? Width.Name : values.Has(Height) ? Height.Name : Image.Name,
                ProblemCodes.InvalidSize,
                string.Create(CultureInfo.InvariantCulture, $"{Image.Name} is {image.Width}x{image.Height} pixels; enlarged {factor:0.##} times it would have {pixels:N0}, and at most {MostPixels:N0} are allowed."))
            : null;
    }

    [GeneratedRegex("esrgan", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EsrganIds();
}
