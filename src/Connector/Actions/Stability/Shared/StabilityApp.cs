using Connector.Actions.Dreamstudio.Shared;
using Connector.Declaration;

namespace Connector.Actions.Stability.Shared;

/// <summary>Stability's REST v2beta.</summary>
internal static class StabilityApp
{
    private const int HeaderCharacters = 256;

    public static ConnectorApp App { get; } = new()
    {
        Slug = "stability",
        Provider = "stability_ai",
        Title = "Stability AI",
        Description = "Stability AI's REST v2beta: Stable Image generation, upscaling, editing and control, 3D models and audio.",
        ProductNames = ["Stable Diffusion", "Ultra", "Core", "3D"],
        BaseUrl = new Uri("https://api.stability.ai"),
        DocumentationUrl = new Uri("https://platform.stability.ai/docs/api-reference"),
        Section = action => SectionOf(action.Endpoint),
        SharedKeySetting = "STABILITY_API_KEY",
        Headers =
        [
            new("client_id", "stability-client-id", "Tells Stability which application sends the requests.") { MaxCharacters = HeaderCharacters },
            new("client_user_id", "stability-client-user-id", "Tells Stability which of the application's users it sends for.") { MaxCharacters = HeaderCharacters },
            new("client_version", "stability-client-version", "Tells Stability the version of that application.") { MaxCharacters = HeaderCharacters },
        ],
        CallsPer10Seconds = DreamstudioApp.CallsPer10Seconds,
        Test = DreamstudioApp.StabilityAccount,
    };

    /// <summary>The vendor's page names a call by its group, its path and its method.</summary>
    private static string SectionOf(Endpoint endpoint)
    {
        var parts = endpoint.Template.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var tag = parts.Contains("results") || parts.Contains("result") ? "Results" : parts[1] switch
        {
            "3d" => "3D",
            "audio" => "Audio",
            _ => char.ToUpperInvariant(parts[2][0]) + parts[2][1..],
        };
        var path = string.Concat(parts.Select(part => "~1" + Uri.EscapeDataString(part)));
        return $"#tag/{tag}/paths/{path}/{(endpoint.Method == HttpMethod.Get ? "get" : "post")}";
    }
}
