using Connector.Actions.Stability.Shared;
using Connector.Declaration;
using Connector.Failures;
using static Connector.Actions.Stability.Shared.StabilityParameters;

namespace Connector.Actions.Stability;

/// <summary>v2beta OpenAPI, operation editOutpaint.</summary>
internal static class EditOutpaint
{
    private static readonly WholeNumberParameter Left = new()
    {
        Name = "left",
        Label = "Left",
        Description = "Pixels to add on the left.",
        Visibility = Visibility.Important,
        Min = 0,
        Max = 2000,
        Default = 0,
        Example = 64,
    };

    private static readonly WholeNumberParameter Right = Left with { Name = "right", Label = "Right", Description = "Pixels to add on the right." };

    private static readonly WholeNumberParameter Up = Left with { Name = "up", Label = "Up", Description = "Pixels to add on top." };

    private static readonly WholeNumberParameter Down = Left with { Name = "down", Label = "Down", Description = "Pixels to add below." };

    public static ConnectorAction Action { get; } = new()
    {
        App = StabilityApp.App,
        Slug = "edit-outpaint",
        Title = "Outpaint Image",
        Description = "Extends an image beyond its edges and saves the result to a file.",
        Endpoint = Endpoint.PostForm("/v2beta/stable-image/edit/outpaint") with { MaxBodyBytes = MaxBodyBytes },
        Parameters =
        [
            Image with { Image = UsualAspect },
            Left,
            Right,
            Up,
            Down,
            Prompt with { Required = false, MinLength = 0 },
            Creativity,
            StylePreset,
            Seed,
            OutputFormat,
            .. ImageOptions,
        ],
        Rules =
        [
            Rule.Custom("At least one of left, right, up and down must be over 0.", [Left, Right, Up, Down], CheckMargins),
        ],
        Output = StabilityOutputs.Image,
        Price = StabilityPrices.Fixed(4),
        Hints = ActionHints.Generates,
        Summary = (_, images) => $"Extended the picture into {images}.",
    };

    private static Problem? CheckMargins(ParameterValues values) => Array.Exists([Left, Right, Up, Down], side => values.Get(side, 0) > 0)
        ? null
        : new Problem(Left.Name, ProblemCodes.Required, $"Give at least one of {Left.Name}, {Right.Name}, {Up.Name} and {Down.Name} a value over 0.");
}
