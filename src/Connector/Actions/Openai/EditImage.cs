using Connector.Actions.Openai.Shared;
using Connector.Declaration;
using Connector.Failures;
using Connector.Images;
using static Connector.Actions.Openai.Shared.OpenaiParameters;

namespace Connector.Actions.Openai;

/// <summary>openai OpenAPI, operation createImageEdit.</summary>
internal static class EditImage
{
    /// <summary>"Up to 16 images."</summary>
    private const int MostImages = 16;

    private static readonly IReadOnlyList<FileParameter> Inputs = [.. Image.Repeat(MostImages, "image[]", "A further image beside the first one.")];

    private static readonly FileParameter Mask = new()
    {
        Name = "mask",
        Label = "Mask",
        Description = "An image of the first one's size whose transparent parts say where that one is edited.",
        Noun = "image",
        Formats = [MediaFormat.Png],
        MaxBytes = 4_000_000,
    };

    private static readonly Rule SameSize = Rule.Custom(
        "The mask must have the size of the first image.",
        [Inputs[0], Mask],
        values => values.TryGet(Inputs[0], out var image) && values.TryGet(Mask, out var mask)
            && (image.Image, mask.Image) is ({ } drawn, { } masked) && (drawn.Width, drawn.Height) != (masked.Width, masked.Height)
                ? new Problem(Mask.Name, ProblemCodes.InvalidSize, $"{Mask.Name} must have the size of {Inputs[0].Name}, {drawn.Width}x{drawn.Height}; received {masked.Width}x{masked.Height}.")
                : null);

    public static ConnectorAction Action { get; } = new()
    {
        App = OpenaiApp.App,
        Slug = "edit-image",
        Title = "Edit Image",
        Description = "Edits an image, or makes one of several, as a text prompt says, and saves the result to files.",
        Operation = "createImageEdit",
        Endpoint = Endpoint.PostForm(OpenaiApp.EditsPath) with { Constants = [AsBase64] },
        Parameters =
        [
            Inputs[0],
            Prompt,
            Mask,
            Model,
            Count,
            Size,
            Quality,
            Background,
            OutputFormat,
            OutputCompression,
            new ChoiceParameter
            {
                Name = "input_fidelity",
                Label = "Input Fidelity",
                Description = "How closely the result keeps to the images, faces above all; for the GPT image models only.",
                AllowedChoices = ["high", "low"],
                Default = "low",
            },
            User,
            .. Inputs.Skip(1),
            FilterPolicy.OnFiltered,
        ],
        Rules = [Compressed, CanBeTransparent, SameSize],
        Output = Answer,
        Price = null,
        Hints = ActionHints.Generates,
        Summary = (values, images) => $"Edited {images}{With(values)}.",
    };
}
