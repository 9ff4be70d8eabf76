using Connector.Declaration;
using Connector.Failures;
using Connector.Images;

namespace Connector.Actions.Openai.Shared;

/// <summary>What both calls take, and how they answer. Texts with suggestions leave room for the models of other servers.</summary>
internal static class OpenaiParameters
{
    private const string Jpeg = "jpeg";
    private const string Png = "png";
    private const string Transparent = "transparent";

    public static TextParameter Prompt { get; } = new()
    {
        Name = "prompt",
        Label = "Prompt",
        Description = "What the image should show.",
        Required = true,
        Visibility = Visibility.Important,
        MinLength = 1,

        // "32000 characters for the GPT image models"; the others take fewer, and say so.
        MaxLength = 32_000,
        Example = "A lighthouse on a cliff",
    };

    public static TextParameter Model { get; } = new()
    {
        Name = "model",
        IsModel = true,
        Label = "Model",
        Description = "The model that draws the image; the server's own choice when it is left out.",
        Visibility = Visibility.Important,
        MinLength = 1,
        Suggestions = ["gpt-image-1", "gpt-image-1-mini", "dall-e-3", "dall-e-2"],
        Example = "gpt-image-1",
    };

    public static WholeNumberParameter Count { get; } = new()
    {
        Name = "n",
        Label = "Number Of Images",
        Description = "How many images are made; dall-e-3 makes one only.",
        Min = 1,
        Max = 10,
        Default = 1,
        Example = 2,
    };

    public static TextParameter Size { get; } = new()
    {
        Name = "size",
        Label = "Size",
        Description = "Width and height in pixels, as the model draws them.",
        Visibility = Visibility.Important,
        MinLength = 1,
        Suggestions = ["auto", "1024x1024", "1536x1024", "1024x1536"],
        Default = "auto",
        Example = "1024x1024",
    };

    public static ChoiceParameter Quality { get; } = new()
    {
        Name = "quality",
        Label = "Quality",
        Description = "How much is spent on the image; standard and hd are of DALL-E, the others of the GPT image models.",
        AllowedChoices = ["auto", "low", "medium", "high", "standard", new("hd", "HD")],
        Default = "auto",
    };

    public static ChoiceParameter Background { get; } = new()
    {
        Name = "background",
        Label = "Background",
        Description = "Whether the background is transparent; for the GPT image models only.",
        AllowedChoices = ["auto", Transparent, "opaque"],
        Default = "auto",
    };

    public static ChoiceParameter OutputFormat { get; } = new()
    {
        Name = "output_format",
        Label = "Output Format",
        Description = "The format of the result; for the GPT image models only.",
        AllowedChoices = [Png, Jpeg, "webp"],
        Default = Png,
    };

    public static WholeNumberParameter OutputCompression { get; } = new()
    {
        Name = "output_compression",
        Label = "Output Compression",
        Description = "The compression of a JPEG or WebP, in percent; for the GPT image models only.",
        Min = 0,
        Max = 100,
        Default = 100,
        Example = 80,
    };

    public static TextParameter User { get; } = new()
    {
        Name = "user",
        Label = "User",
        Description = "The end user, by whom the server may watch for abuse.",
        Example = "user-1234",
    };

    /// <summary>"The compression level is only supported with the webp or jpeg output formats."</summary>
    public static Rule Compressed { get; } = Rule.When(OutputFormat, Png, forbidden: [OutputCompression]);

    /// <summary>"If transparent, the output format needs to support transparency."</summary>
    public static Rule CanBeTransparent { get; } = Rule.Custom(
        "A JPEG has no transparent background.",
        [Background, OutputFormat],
        values => values.Get(OutputFormat, Png) == Jpeg && values.Get(Background, "") == Transparent
            ? new Problem(Background.Name, ProblemCodes.Conflict, $"{Background.Name} = {Transparent} needs an {OutputFormat.Name} that has transparency: {Png} or webp, not {Jpeg}.")
            : null);

    /// <summary>
    /// DALL-E answers addresses unless it is asked for the images themselves, which saves a second call; GPT image models know no such
    /// field, and answer them always. Other servers are asked for nothing: either form is read.
    /// </summary>
    public static ConstantField AsBase64 { get; } = ConstantField.Of("response_format", "b64_json") with
    {
        When = values => values.Get(Model, "").StartsWith("dall-e-", StringComparison.Ordinal),
    };

    public static MediaOutput Answer { get; } = new()
    {
        Noun = "image",
        MediaRange = "image/*",
        Accept = _ => "application/json",
        MediaType = values => $"image/{values.Get(OutputFormat, Png)}",
        Count = Count,
        Json = new JsonMediaShape("b64_json", "seed", "finish_reason") { Url = "url", Usage = "usage" },
    };

    /// <summary>An input image: "png, webp or jpg, less than 50 MB".</summary>
    public static FileParameter Image { get; } = new()
    {
        Name = "image",
        Label = "Image",
        Description = "The image to edit, or a list of images to make one of.",
        Required = true,
        Visibility = Visibility.Important,
        Noun = "image",
        Formats = [MediaFormat.Png, MediaFormat.Jpeg, MediaFormat.Webp],
        MaxBytes = 50_000_000,
    };

    public static string With(ParameterValues values) => values.TryGet(Model, out var model) ? $" with {model}" : "";
}
