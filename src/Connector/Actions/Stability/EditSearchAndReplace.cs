using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation editSearchAndReplace.</summary>
internal static class EditSearchAndReplace
{
    private static readonly TextParameter SearchPrompt = NamedThing with { Name = "search_prompt", Label = "Search Prompt", Description = "The thing to replace, in a few words." };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "edit-search-and-replace",
        Title = "Search and Replace in Image",
        Description = "Finds a thing in an image by its name, puts another in its place and saves the result to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/edit/search-and-replace") with { MaxBodyBytes = MaxBodyBytes },
        Parameters =
        [
            Image with { Image = UsualAspect },
            SearchPrompt,
            Prompt,
            NegativePrompt,
            GrowMask with { Default = 3 },
            StylePreset,
            Seed,
            OutputFormat,
            .. ImageOptions,
        ],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(5),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Replaced a thing in {images}.",
    };
}
