using Connector.Sandbox.Contract;

namespace Connector.Sandbox.V1;

/// <summary><c>POST /v1/generation/{engine_id}/image-to-image</c>, with the strength of the image or with a schedule of steps.</summary>
internal sealed class ImageToImage(ApiDocument document) : IFormRules
{
    public const string Path = "/v1/generation/{engine_id}/image-to-image";

    private readonly FormContract _contract = new(document, Path);

    public FormContract ContractFor(Engine engine) => _contract;

    public V1Error? Refusal(CheckedForm form, Engine engine)
    {
        var image = form.Images["init_image"];
        return engine.IsUpscaler
            ? V1Error.UnsuitableEngine(engine, "image-to-image")
            : SizeRules.Refusal(engine.Family, image.Width, image.Height);
    }

    public Generation Read(CheckedForm form, Engine engine) => FormGeneration.Read(form, engine, "init_image");
}
