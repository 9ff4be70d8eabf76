using System.Text.Json;
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

    public Generation Read(CheckedForm form, Engine engine) => FormGeneration.Read(form, engine, "init_image", ShareOf(form.Body));

    /// <summary>The strength of the image is what the schedule leaves out at its start.</summary>
    private static float ShareOf(JsonElement body) =>
        body.TryGetProperty("init_image_mode", out var mode) && mode.ValueEquals("STEP_SCHEDULE")
            ? 1 - Number(body, "step_schedule_start", 0.65f)
            : Number(body, "image_strength", 0.35f);

    private static float Number(JsonElement body, string name, float omitted) =>
        body.TryGetProperty(name, out var number) ? number.GetSingle() : omitted;
}
