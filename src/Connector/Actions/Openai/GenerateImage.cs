using Connector.Actions.Openai.Shared;
using Connector.Declaration;
using static Connector.Actions.Openai.Shared.OpenaiParameters;

namespace Connector.Actions.Openai;

/// <summary>openai OpenAPI, operation createImage.</summary>
internal static class GenerateImage
{
    public static ConnectorAction Action { get; } = new()
    {
        App = OpenaiApp.App,
        Slug = "generate-image",
        Title = "Create Image",
        Description = "Generates images from a text prompt and saves them to files.",
        Operation = "createImage",
        Endpoint = Endpoint.PostJson(OpenaiApp.GenerationsPath) with { Constants = [AsBase64] },
        Parameters =
        [
            Prompt,
            Model,
            Count,
            Size,
            Quality,
            Background,
            OutputFormat,
            OutputCompression,
            new ChoiceParameter
            {
                Name = "moderation",
                Label = "Moderation",
                Description = "How strictly the prompt is moderated; for the GPT image models only.",
                AllowedChoices = ["auto", "low"],
                Default = "auto",
            },
            User,
            FilterPolicy.OnFiltered,
        ],
        Rules = [Compressed, CanBeTransparent],
        Output = Answer,
        Price = null,
        Hints = ActionHints.Generates,
        Summary = (values, images) => $"Generated {images}{With(values)}.",
    };
}
