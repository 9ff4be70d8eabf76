namespace Connector.Sandbox.V1;

/// <summary>The engines: those of the document's example answer and those that its other operations name.</summary>
internal static class Engines
{
    public static IReadOnlyList<Engine> All { get; } =
    [
        new("stable-diffusion-xl-1024-v1-0", "Stable Diffusion XL v1.0", "Stability-AI Stable Diffusion XL v1.0", EngineFamily.Sdxl1),
        new("stable-diffusion-xl-1024-v0-9", "Stable Diffusion XL v0.9", "Stability-AI Stable Diffusion XL v0.9", EngineFamily.Sdxl1),
        new("stable-diffusion-xl-beta-v2-2-2", "Stable Diffusion v2.2.2-XL Beta", "Stability-AI Stable Diffusion XL Beta v2.2.2", EngineFamily.SdxlBeta),
        new("stable-diffusion-512-v2-1", "Stable Diffusion v2.1", "Stability-AI Stable Diffusion v2.1", EngineFamily.Pixels512),
        new("stable-diffusion-768-v2-1", "Stable Diffusion v2.1-768", "Stability-AI Stable Diffusion 768 v2.1", EngineFamily.Pixels768),
        new("stable-diffusion-v1-5", "Stable Diffusion v1.5", "Stability-AI Stable Diffusion v1.5", EngineFamily.Pixels512),
        new("stable-diffusion-v1-6", "Stable Diffusion v1.6", "Stability-AI Stable Diffusion v1.6", EngineFamily.Sd16),
        new("esrgan-v1-x2plus", "Real-ESRGAN x2", "Real-ESRGAN_x2plus upscaler model", EngineFamily.Esrgan),
        new("stable-diffusion-x4-latent-upscaler", "Stable Diffusion x4 Latent Upscaler", "Stable Diffusion x4 latent upscaler", EngineFamily.LatentUpscaler),
        new("stable-inpainting-512-v2-0", "Stable Inpainting v2.0", "Stability-AI Stable Inpainting v2.0", EngineFamily.Inpainting),
    ];

    public static Engine? Find(string id) => All.FirstOrDefault(engine => string.Equals(engine.Id, id, StringComparison.Ordinal));
}
