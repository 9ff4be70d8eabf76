using Connector.Declaration;
using Connector.Failures;
using Connector.Images;

namespace Connector.Actions.Dreamstudio.Shared;

/// <summary>How v1 takes and answers images.</summary>
internal static class DreamstudioImages
{
    /// <summary>invalid_file_size: reported from 5 MB on.</summary>
    private const long MaxBytes = 5 * 1024 * 1024;

    /// <summary>v1 OpenAPI, InitImage.</summary>
    public static FileParameter InitImage { get; } = new()
    {
        Name = "init_image",
        Label = "Init Image",
        Description = "The image to start from, in place of random noise.",
        Required = true,
        Visibility = Visibility.Important,
        Noun = "image",
        Formats = [MediaFormat.Png, MediaFormat.Jpeg, MediaFormat.Webp],
        MaxBytes = MaxBytes,
        Sizes = values => EngineSizes.InitImageSizes(DreamstudioParameters.Engine(values)),
    };

    /// <summary>PNG bytes with headers for one image, JSON for several.</summary>
    public static MediaOutput Several { get; } = One() with
    {
        // invalid_samples: "Sample count may only be greater than 1 when the accept header is set to application/json".
        Accept = values => values.Get(DreamstudioParameters.Samples, 1) > 1 ? "application/json" : "image/png",
        Count = DreamstudioParameters.Samples,
    };

    /// <summary>"For SDXL v1.0: valid dimensions are …" holds for init images as well.</summary>
    public static Rule InitImageSize { get; } = Rule.Custom(
        "The init image must have a size that an SDXL engine draws, where one draws.",
        [InitImage, DreamstudioParameters.EngineId],
        values => values.TryGet(InitImage, out var file)
            && file.Image is { } image
            && EngineSizes.RefuseInitImage(DreamstudioParameters.Engine(values), image.Width, image.Height) is { } refusal
                ? new Problem(InitImage.Name, ProblemCodes.InvalidSize, $"{InitImage.Name}: {refusal}")
                : null);

    /// <summary>PNG bytes with headers, or JSON where upstream prefers it.</summary>
    public static MediaOutput One() => new()
    {
        Noun = "image",
        MediaRange = "image/*",
        Accept = _ => "image/png",
        MediaType = _ => "image/png",
        Json = new JsonMediaShape("base64", "seed", "finishReason"),
        SeedHeader = "Seed",
        FinishReasonHeader = "Finish-Reason",
    };
}
