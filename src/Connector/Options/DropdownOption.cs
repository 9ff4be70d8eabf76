namespace Connector.Options;

/// <summary>One value of a dropdown.</summary>
/// <param name="Label">What people see.</param>
/// <param name="Value">What an action takes.</param>
public sealed record DropdownOption(string Label, string Value);
