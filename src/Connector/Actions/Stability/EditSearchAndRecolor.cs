using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation editSearchAndRecolor.</summary>
internal static class EditSearchAndRecolor
{
    private static readonly TextParameter SelectPrompt = NamedThing with { Name = "select_prompt", Label = "Select Prompt", Description = "The thing to recolour, in a few words." };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "edit-search-and-recolor",
        Title = "Search and Recolor in Image",
        Description = "Finds a thing in an image by its name, gives it another colour and saves the result to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/edit/search-and-recolor") with { MaxBodyBytes = MaxBodyBytes },
        Parameters =
        [
            Image with { Image = UsualAspect },
            SelectPrompt,
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
        Summary = (_, images) => $"Recoloured a thing in {images}.",
    };
}
