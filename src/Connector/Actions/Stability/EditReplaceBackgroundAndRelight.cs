using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation editReplaceBackgroundAndRelight.</summary>
internal static class EditReplaceBackgroundAndRelight
{
    private static readonly FileParameter SubjectImage = Image with
    {
        Name = "subject_image",
        Label = "Subject Image",
        Description = "The image with the subject.",
        Image = UsualAspect,
    };

    private static readonly TextParameter BackgroundPrompt = Prompt with
    {
        Name = "background_prompt",
        Label = "Background Prompt",
        Description = "The new background, or just its light.",
        Required = false,
        MinLength = 0,
        Example = "A stormy sea at dusk",
    };

    private static readonly FileParameter BackgroundReference = Image with
    {
        Name = "background_reference",
        Label = "Background Reference",
        Description = "An image whose style the new background takes.",
        Required = false,
    };

    private static readonly TextParameter ForegroundPrompt = BackgroundPrompt with
    {
        Name = "foreground_prompt",
        Label = "Foreground Prompt",
        Description = "The subject, so that the background does not bleed into it.",
        Visibility = Visibility.Advanced,
        Example = "A white lighthouse",
    };

    private static readonly NumberParameter PreserveOriginalSubject = new()
    {
        Name = "preserve_original_subject",
        Label = "Preserve Original Subject",
        Description = "How much of the subject stays as it is; 1 keeps every pixel.",
        Min = 0,
        Max = 1,
        Default = 0.6,
        Example = 0.8,
    };

    private static readonly NumberParameter OriginalBackgroundDepth = PreserveOriginalSubject with
    {
        Name = "original_background_depth",
        Label = "Original Background Depth",
        Description = "How far the new background keeps the depth of the old one.",
        Default = 0.5,
    };

    /// <summary>"A string, not a boolean": on the wire a form's flag is the text true or false anyway.</summary>
    private static readonly FlagParameter KeepOriginalBackground = new()
    {
        Name = "keep_original_background",
        Label = "Keep Original Background",
        Description = "Keeps the background and changes the light only.",
        Default = false,
    };

    private static readonly ChoiceParameter LightSourceDirection = new()
    {
        Name = "light_source_direction",
        Label = "Light Source Direction",
        Description = "Where the light comes from.",
        AllowedChoices = ["left", "right", "above", "below"],
    };

    private static readonly FileParameter LightReference = BackgroundReference with
    {
        Name = "light_reference",
        Label = "Light Reference",
        Description = "An image whose bright parts set the light.",
        Visibility = Visibility.Advanced,
    };

    private static readonly NumberParameter LightSourceStrength = PreserveOriginalSubject with
    {
        Name = "light_source_strength",
        Label = "Light Source Strength",
        Description = "How strong the light is.",
        Default = 0.3,
    };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "edit-replace-background-and-relight",
        Title = "Start Background Replacement",
        Description = "Begins to put a subject before another background in fitting light, and answers the id that stability-get-result fetches the image with.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/edit/replace-background-and-relight") with { MaxBodyBytes = MaxBodyBytes },
        Parameters =
        [
            SubjectImage,
            BackgroundPrompt,
            BackgroundReference,
            ForegroundPrompt,
            NegativePrompt,
            PreserveOriginalSubject,
            OriginalBackgroundDepth,
            KeepOriginalBackground,
            LightSourceDirection,
            LightReference,
            LightSourceStrength,
            Seed,
            OutputFormat,
        ],
        Rules =
        [
            Rule.AnyOf(BackgroundPrompt, BackgroundReference),
            Rule.Needs(LightSourceStrength, LightReference, LightSourceDirection),
        ],
        Output = StabilityOutputs.Job("get-result"),
        Price = StabilityPrices.Fixed(8),
        Hints = ActionHints.Generates,
        Summary = (_, _) => "Started a background replacement",
    };
}
