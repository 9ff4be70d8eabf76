namespace Connector.Declaration;

/// <summary>Says that a parameter's values come from an option list, and which of them suit the action.</summary>
/// <param name="List">The list that fills the dropdown.</param>
/// <param name="Suits">Whether an option suits the action that declares the parameter; used by <c>?action=</c>.</param>
public sealed record RemoteOptions(OptionList List, Func<RemoteOption, bool> Suits);
