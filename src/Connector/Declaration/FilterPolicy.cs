namespace Connector.Declaration;

/// <summary>What happens to images that the content filter caught: a parameter of every action that makes images.</summary>
public static class FilterPolicy
{
    /// <summary>Leave it out; answer an error when nothing else came.</summary>
    public const string Fail = "fail";

    /// <summary>Save what came; the finish reason tells.</summary>
    public const string Keep = "keep";

    /// <summary>The parameter; it steers the connector and is not sent.</summary>
    public static ChoiceParameter OnFiltered { get; } = new()
    {
        Name = "on_filtered",
        Label = "On Filtered",
        Description = "What to do when the content filter catches an image: leave it out, and fail with an error when no other is left, or keep what came, usually a blurred picture.",
        Place = Place.Connector,
        AllowedChoices = [Fail, Keep],
        Default = Fail,
    };
}
