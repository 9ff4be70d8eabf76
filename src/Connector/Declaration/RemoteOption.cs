namespace Connector.Declaration;

/// <summary>One value of an option list, as upstream reports it.</summary>
/// <param name="Label">What people see.</param>
/// <param name="Value">What is sent upstream.</param>
/// <param name="Type">Upstream's own grouping, for example <c>PICTURE</c>; null when it reports none.</param>
public sealed record RemoteOption(string Label, string Value, string? Type);
