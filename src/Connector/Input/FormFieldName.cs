namespace Connector.Input;

/// <summary>The names of a form's fields as frameworks spell them.</summary>
public static class FormFieldName
{
    private const string ListMark = "[]";

    /// <summary>The parameter's own name: some forms mark every field as a list, such as <c>image[]</c>.</summary>
    /// <param name="name">The name as sent.</param>
    public static string Plain(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > ListMark.Length && name.EndsWith(ListMark, StringComparison.Ordinal) ? name[..^ListMark.Length] : name;
    }

    /// <summary>The name of the parameter that a field belongs to: that of the list for <c>text_prompts[0][text]</c>.</summary>
    /// <param name="name">The name as sent.</param>
    public static string Parameter(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('[', 2)[0];
    }
}
