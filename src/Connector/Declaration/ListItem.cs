namespace Connector.Declaration;

/// <summary>Says which item of a list a friendly text parameter becomes on the wire.</summary>
/// <param name="List">The list the item joins.</param>
/// <param name="ItemFor">Builds the item from the text.</param>
public sealed record ListItem(ListParameter List, Func<string, ParameterValues> ItemFor);
