namespace Connector.Declaration;

/// <summary>A request header whose value the operator sets, sent with every call of an app.</summary>
/// <param name="Setting">The setting's name behind the app slug, for example <c>organization</c>.</param>
/// <param name="Header">The header's name on the wire, for example <c>Organization</c>.</param>
/// <param name="Description">What the header is for.</param>
public sealed record AppHeader(string Setting, string Header, string Description)
{
    /// <summary>The most characters upstream takes; null when it names no limit.</summary>
    public int? MaxCharacters { get; init; }

    /// <summary>Where its values come from when upstream knows them; null for none.</summary>
    public OptionList? Options { get; init; }
}
