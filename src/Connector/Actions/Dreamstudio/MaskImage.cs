using Connector.Actions.Dreamstudio.Shared;
using Connector.Declaration;
using Connector.Failures;
using static Connector.Actions.Dreamstudio.Shared.DreamstudioImages;
using static Connector.Actions.Dreamstudio.Shared.DreamstudioParameters;

namespace Connector.Actions.Dreamstudio;

/// <summary>All three mask sources in one action.</summary>
internal static class MaskImage
{
    private const string FromWhite = "MASK_IMAGE_WHITE";
    private const string FromBlack = "MASK_IMAGE_BLACK";
    private const string FromAlpha = "INIT_IMAGE_ALPHA";

    /// <summary>v1 OpenAPI, MaskSource.</summary>
    private static readonly ChoiceParameter MaskSource = new()
    {
        Name = "mask_source",
        Label = "Mask Source",
        Description = "What is redrawn: the white or the black pixels of the mask image, or the transparent ones of the init image.",
        Required = true,
        Visibility = Visibility.Important,
        AllowedChoices =
        [
            new(FromWhite, "White pixels of the mask image"),
            new(FromBlack, "Black pixels of the mask image"),
            new(FromAlpha, "Transparent pixels of the init image"),
        ],
    };

    /// <summary>v1 OpenAPI, MaskImage.</summary>
    private static readonly FileParameter Mask = InitImage with
    {
        Name = "mask_image",
        Label = "Mask Image",
        Description = "A greyscale image as large as the init image that says what is redrawn, and how strongly.",
        Required = false,
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = DreamstudioApp.App,
        Slug = "mask-image",
        Operation = "masking",
        Title = "Redraw Masked Part of Image",
        Description = "Redraws the masked part of an image from a text prompt and saves each result to a file.",
        Endpoint = Endpoint.PostForm("/v1/generation/", EngineId, "/image-to-image/masking"),
        Parameters = [EngineId, InitImage, MaskSource, Mask, Prompt, NegativePrompt, .. GenerationOptions],
        Rules =
        [
            .. PromptRules,
            Rule.When(MaskSource, FromWhite, required: [Mask]),
            Rule.When(MaskSource, FromBlack, required: [Mask]),
            Rule.When(MaskSource, FromAlpha, forbidden: [Mask]),
            InitImageSize,
            Rule.Custom("The mask image must be as large as the init image.", [Mask, InitImage], CheckSameSize),
            Rule.Custom($"With {MaskSource.Name} = {FromAlpha}, the init image must have an alpha channel.", [InitImage, MaskSource], CheckAlpha),
        ],
        Output = Several,
        Price = DreamstudioPrices.Diffusion,
        Hints = ActionHints.Generates,
        Summary = (values, images) => $"Redrew the masked part of an image into {images} with {Engine(values)}.",
    };

    /// <summary>invalid_image_dimensions: "The dimensions of the provided init_image and mask_image do not match".</summary>
    private static Problem? CheckSameSize(ParameterValues values) =>
        values.TryGet(InitImage, out var init) && init.Image is { } large
        && values.TryGet(Mask, out var mask) && mask.Image is { } small
        && (large.Width, large.Height) != (small.Width, small.Height)
            ? new Problem(Mask.Name, ProblemCodes.InvalidSize, $"{Mask.Name} is {small.Width}x{small.Height} pixels and must be as large as {InitImage.Name}, {large.Width}x{large.Height}.")
            : null;

    private static Problem? CheckAlpha(ParameterValues values) =>
        values.Get(MaskSource, "") == FromAlpha && values.TryGet(InitImage, out var file) && file.Image is { HasAlpha: false }
            ? new Problem(InitImage.Name, ProblemCodes.InvalidFile, $"{InitImage.Name} has no alpha channel, so nothing would be redrawn; send a {Mask.Name} with {FromWhite} or {FromBlack}, or an image with transparent pixels.")
            : null;
}
