using Connector.Declaration;

namespace Connector.Actions.Dreamstudio.Shared;

/// <summary>Stability's REST v1, the API behind DreamStudio.</summary>
internal static class DreamstudioApp
{
    private const string AccountPath = "/v1/user/account";

    /// <summary>The engines that the key's account may use.</summary>
    public static OptionList Engines { get; } = new()
    {
        Name = "engines",
        Description = "The engines available to the account.",
        Path = "/v1/engines/list",
        LabelProperty = "name",
        ValueProperty = "id",
        TypeProperty = "type",
        Types = ["AUDIO", "CLASSIFICATION", "PICTURE", "STORAGE", "TEXT", "VIDEO"],

        // Switched off on 2023-11-15, 2024-10-11 and 2025-07-24; such an engine answers 404 "was not found".
        Retired = new HashSet<string>(StringComparer.Ordinal)
        {
            "stable-diffusion-v1", "stable-diffusion-v1-5", "stable-diffusion-512-v2-0", "stable-diffusion-768-v2-0",
            "stable-diffusion-512-v2-1", "stable-diffusion-768-v2-1", "stable-inpainting-v1-0", "stable-inpainting-512-v2-0",
            "stable-diffusion-xl-beta-v2-2-2", "stable-diffusion-xl-1024-v0-9", "stable-diffusion-v1-6",
            "esrgan-v1-x2plus", "stable-diffusion-x4-latent-upscaler",
        },
    };

    /// <summary>The organizations that the key's user belongs to: what the header below takes.</summary>
    public static OptionList Organizations { get; } = new()
    {
        Name = "organizations",
        Description = "The organizations of the account.",
        Path = AccountPath,
        ItemsProperty = "organizations",
        LabelProperty = "name",
        ValueProperty = "id",
    };

    /// <summary>v2beta has no such call of its own: the one key opens both APIs, and v1 tells of its account.</summary>
    public static AccountTest StabilityAccount { get; } = new(AccountPath, "/v1/user/balance", "credits");

    /// <summary>"Rate limiting: 150 requests within a 10 second period", for both APIs; raised on request.</summary>
    public const int CallsPer10Seconds = 150;

    public static ConnectorApp App { get; } = new()
    {
        Slug = "dreamstudio",
        Provider = "stability_ai",
        Title = "DreamStudio",
        Description = "Stability AI's REST v1: Stable Diffusion XL and the engines before it.",
        BaseUrl = new Uri("https://api.stability.ai"),
        DocumentationUrl = new Uri("https://platform.stability.ai/docs/api-reference"),
        Section = action => $"#tag/{TagOf(action.Endpoint)}/operation/{action.Operation}",
        SharedKeySetting = "STABILITY_API_KEY",
        Headers =
        [
            new("organization", "Organization", "The organization that is charged, unless it is the user's default one.") { Options = Organizations },
            new("client_id", "Stability-Client-ID", "Tells Stability which application sends the requests."),
            new("client_version", "Stability-Client-Version", "Tells Stability the version of that application."),
        ],
        OptionLists = [Engines, Organizations],
        CallsPer10Seconds = CallsPer10Seconds,
        Test = StabilityAccount,
    };

    /// <summary>The vendor's page groups the calls by other names than its document.</summary>
    private static string TagOf(Endpoint endpoint) => endpoint.Template.Split('/')[2] switch
    {
        "user" => "User",
        "engines" => "Engines",
        _ => "SDXL-1.0-and-SD1.6",
    };
}
