using System.Text.Json;
using System.Text.RegularExpressions;
using Connector.Declaration;
using Connector.Values;

namespace Connector.Input;

/// <summary>
/// Reads an action's input from named texts: a form's fields or a command line's options. List items may come as JSON in
/// one field, or one field per part in the manner of <c>text_prompts[0][text]</c>.
/// </summary>
public static partial class FormInputReader
{
    /// <summary>Matches the fields with the action's parameters.</summary>
    /// <param name="action">The action.</param>
    /// <param name="fields">The fields in the order given. An empty one counts as left out: forms send every field.</param>
    /// <param name="files">The files by name.</param>
    /// <param name="spool">What holds the files; the input owns it from here on.</param>
    /// <param name="earlier">An earlier input, which counts where no field is given, not even an empty one; null for none.</param>
    public static ActionInput Read(
        ConnectorAction action,
        IEnumerable<KeyValuePair<string, string>> fields,
        IEnumerable<KeyValuePair<string, SpooledFile>> files,
        InputSpool spool,
        EarlierInput? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(files);
        var plain = new List<KeyValuePair<string, string>>();
        var lists = new SortedDictionary<string, SortedDictionary<int, List<KeyValuePair<string, string>>>>(StringComparer.Ordinal);
        var leftOut = new List<string>();
        foreach (var field in fields)
        {
            if (field.Value.Length == 0)
            {
                leftOut.Add(FormFieldName.Parameter(field.Key));
                continue;
            }

            if (ItemField().Match(field.Key) is { Success: true } match)
            {
                var items = GetOrAdd(lists, match.Groups["list"].Value);
                GetOrAdd(items, int.Parse(match.Groups["index"].ValueSpan, provider: null))
                    .Add(new(match.Groups["field"].Value, field.Value));
            }
            else
            {
                plain.Add(new(FormFieldName.Plain(field.Key), field.Value));
            }
        }

        using var json = new WrittenJson();
        json.Writer.WriteStartObject();
        WriteFields(json.Writer, plain);
        foreach (var (name, items) in lists)
        {
            json.Writer.WriteStartArray(name);
            foreach (var item in items.Values)
            {
                json.Writer.WriteStartObject();
                WriteFields(json.Writer, item);
                json.Writer.WriteEndObject();
            }

            json.Writer.WriteEndArray();
        }

        json.Writer.WriteEndObject();
        var uploads = files.Select(file => new NamedValue(file.Key, new InputValue(default, file.Value)));
        return ActionInput.Read(action, [.. NamedValue.MembersOf(json.ToElement()), .. uploads], spool, earlier, leftOut);
    }

    private static void WriteFields(Utf8JsonWriter writer, List<KeyValuePair<string, string>> fields)
    {
        foreach (var (name, value) in fields)
        {
            writer.WriteString(name, value);
        }
    }

    private static TValue GetOrAdd<TKey, TValue>(SortedDictionary<TKey, TValue> dictionary, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!dictionary.TryGetValue(key, out var value))
        {
            dictionary[key] = value = new TValue();
        }

        return value;
    }

    [GeneratedRegex(@"^(?<list>\w+)\[(?<index>[0-9]{1,4})\]\[(?<field>\w+)\]$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ItemField();
}
