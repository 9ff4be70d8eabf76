namespace Connector.Sandbox.V1;

/// <summary>Engines that share their rules of size.</summary>
internal enum EngineFamily
{
    /// <summary>SDXL 0.9 and 1.0: nine sizes.</summary>
    Sdxl1,

    /// <summary>SDXL beta v2.2.2.</summary>
    SdxlBeta,

    /// <summary>Stable Diffusion 1.6.</summary>
    Sd16,

    /// <summary>The engines trained on 512x512 pixels.</summary>
    Pixels512,

    /// <summary>The engines trained on 768x768 pixels.</summary>
    Pixels768,

    /// <summary>Inpainting starts from an image, so it is no engine for text to image.</summary>
    Inpainting,

    /// <summary>The upscaler that needs no prompt.</summary>
    Esrgan,

    /// <summary>The upscaler that takes a prompt.</summary>
    LatentUpscaler,
}
