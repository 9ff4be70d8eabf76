using Connector.Sandbox.Contract;

namespace Connector.Sandbox.V1;

/// <summary><c>POST /v1/generation/{engine_id}/image-to-image/masking</c>, with a mask of its own or in the image's alpha channel.</summary>
internal sealed class Masking(ApiDocument document) : IFormRules
{
    public const string Path = "/v1/generation/{engine_id}/image-to-image/masking";

    private readonly FormContract _contract = new(document, Path);

    public FormContract ContractFor(Engine engine) => _contract;

    public V1Error? Refusal(CheckedForm form, Engine engine)
    {
        var image = form.Images["init_image"];
        if (engine.IsUpscaler)
        {
            return V1Error.UnsuitableEngine(engine, "masking");
        }

        if (form.Images.TryGetValue("mask_image", out var mask) && (mask.Width, mask.Height) != (image.Width, image.Height))
        {
            return new V1Error(
                400,
                "invalid_image_dimensions",
                $"The dimensions of the provided `init_image` ({image.Size}) and `mask_image` ({mask.Size}) do not match");
        }

        return SizeRules.Refusal(engine.Family, image.Width, image.Height);
    }

    public Generation Read(CheckedForm form, Engine engine) => FormGeneration.Read(form, engine, "init_image", share: 1);
}
