using System.Text.Json;

namespace Connector.Values;

/// <summary>A value under the name the caller gave it.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Value">The value.</param>
internal readonly record struct NamedValue(string Name, InputValue Value)
{
    public static List<NamedValue> MembersOf(JsonElement element)
    {
        var members = new List<NamedValue>(element.GetPropertyCount());
        foreach (var member in element.EnumerateObject())
        {
            members.Add(new NamedValue(NameOf(member), new InputValue(member.Value)));
        }

        return members;
    }

    /// <summary>A name with a lone surrogate escape cannot be decoded; it is no parameter's name, so any stand-in will do.</summary>
    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
