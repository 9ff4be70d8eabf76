namespace Connector.Sandbox.V1;

/// <summary>An engine of <c>/v1/engines/list</c>.</summary>
internal sealed record Engine(string Id, string Name, string Description, EngineFamily Family)
{
    /// <summary>The width or height of a request that omits it.</summary>
    public int DefaultSide => Family switch
    {
        EngineFamily.Sdxl1 => 1024,
        EngineFamily.Pixels768 => 768,
        _ => 512,
    };

    public bool IsUpscaler => Family is EngineFamily.Esrgan or EngineFamily.LatentUpscaler;

    public bool DrawsFromText => !IsUpscaler && Family != EngineFamily.Inpainting;
}
