using Connector.Actions.Dreamstudio.Shared;
using Connector.Declaration;
using Connector.Input;
using static Connector.Actions.Dreamstudio.Shared.DreamstudioParameters;

namespace Connector.Actions.Dreamstudio;

/// <summary>v1 OpenAPI, operation textToImage.</summary>
internal static class TextToImage
{
    /// <summary>Parts of the ids of upscalers and inpainting engines: upstream types them PICTURE too, but they need an image.</summary>
    private static readonly string[] DrawsFromImage = ["upscal", "esrgan", "inpaint"];

    /// <summary>v1 OpenAPI, DiffuseImageHeight. Its default of 512 holds for the old engines only; SDXL takes 1024.</summary>
    private static readonly WholeNumberParameter Height = new()
    {
        Name = "height",
        Label = "Height",
        Description = "Pixels down. Which sizes are drawn depends on the engine, which also chooses when it is left out.",
        Visibility = Visibility.Important,
        Min = 128,
        MultipleOf = 64,
        Example = 1024,
    };

    private static readonly WholeNumberParameter Width = Height with
    {
        Name = "width",
        Label = "Width",
        Description = "Pixels across. Which sizes are drawn depends on the engine, which also chooses when it is left out.",
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = DreamstudioApp.App,
        Slug = "text-to-image",
        Title = "Generate Image From Text",
        Description = "Generates one or more images from a text prompt and saves each to a file.",
        DocumentationUrl = new Uri("https://platform.stability.ai/docs/api-reference#tag/SDXL-1.0/operation/textToImage"),
        Endpoint = new Endpoint { Method = HttpMethod.Post, Path = ["/v1/generation/", EngineId, "/text-to-image"] },
        Parameters =
        [
            EngineId with { Options = new RemoteOptions(DreamstudioApp.Engines, DrawsFromText) },
            Prompt,
            NegativePrompt,
            Width,
            Height,
            StylePreset,
            Samples,
            Seed,
            Steps,
            CfgScale,
            Sampler,
            ClipGuidancePreset,
            TextPrompts,
            Extras,
            FilterPolicy.OnFiltered,
        ],
        Rules =
        [
            Rule.ExactlyOneOf(Prompt, TextPrompts),
            Rule.Needs(NegativePrompt, Prompt),
            Rule.Custom("Width and height must be a size that the engine draws.", [Width, Height, EngineId], CheckSize),
        ],
        Output = DreamstudioImages.Output,
        Price = DreamstudioPrices.Diffusion,
        Hints = ActionHints.Generates,
        Summary = (input, images) => $"Generated {images} with {Engine(input)}.",
    };

    private static string Engine(ActionInput input) => input.Values.Get(EngineId, DefaultEngine);

    private static bool DrawsFromText(RemoteOption engine) =>
        engine.Type is "PICTURE" or null
        && !DrawsFromImage.Any(kind => engine.Value.Contains(kind, StringComparison.OrdinalIgnoreCase));

    private static Problem? CheckSize(ActionInput input)
    {
        long? width = input.Values.TryGet(Width, out var across) ? across : null;
        long? height = input.Values.TryGet(Height, out var down) ? down : null;
        return EngineFamily.Refuse(Engine(input), width, height) is { } refusal
            ? new Problem(width is null ? Height.Name : Width.Name, ProblemCodes.InvalidSize, refusal)
            : null;
    }
}
