using Connector.Actions;

namespace Connector.Declaration;

/// <summary>What becomes of pictures that an action would not take as they are: a parameter of every action that takes pictures, given to them by the <see cref="Catalog"/>.</summary>
public static class FitPolicy
{
    /// <summary>The whole picture in its proportions.</summary>
    public const string Contain = "contain";

    /// <summary>Cut off evenly where the proportions are not taken.</summary>
    public const string Cover = "cover";

    /// <summary>With bars where the proportions are not taken.</summary>
    public const string Pad = "pad";

    /// <summary>The parameter; it steers the connector and is not sent.</summary>
    public static ChoiceParameter Fit { get; } = new()
    {
        Name = "fit",
        Label = "Fit",
        Description = "Scales, turns or converts pictures that break the action's limits, are turned by EXIF, or have CMYK colours or 16 bits, and says so in warnings. Where their proportions are not taken: contain refuses them, cover cuts them, pad adds bars. Left out, no picture is changed.",
        Place = Place.Connector,
        AllowedChoices = [Contain, Cover, Pad],
    };

    /// <summary>The action with the parameter; as it is where it takes no pictures.</summary>
    internal static ConnectorAction AddTo(ConnectorAction action) => action.Parameters.OfType<FileParameter>().Any(file => file.IsPicture)
        ? action with { Parameters = [.. action.Parameters, Fit] }
        : action;
}
