using System.Globalization;

namespace Connector.Sandbox.Contract;

/// <summary>A name of a form with what it holds: a text, a file, or more names, as <c>text_prompts[0][text]</c> nests them.</summary>
internal sealed class FormNode
{
    private readonly Dictionary<string, FormNode> _children = new(StringComparer.Ordinal);

    public string? Text { get; private set; }

    public bool IsFile { get; private set; }

    public IReadOnlyDictionary<string, FormNode> Children => _children;

    public static FormNode Of(MultipartForm form)
    {
        var root = new FormNode();
        foreach (var (name, text) in form.Texts)
        {
            root.At(name).Text = text;
        }

        foreach (var name in form.Files.Keys)
        {
            root.At(name).IsFile = true;
        }

        return root;
    }

    /// <summary>The members that are numbered, in the order of their numbers: "index does not have to be sequential".</summary>
    public IEnumerable<FormNode> Items() => _children
        .Where(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture))
        .Select(child => child.Value);

    private FormNode At(string name)
    {
        var node = this;
        foreach (var step in Steps(name))
        {
            if (!node._children.TryGetValue(step, out var next))
            {
                next = new FormNode();
                node._children.Add(step, next);
            }

            node = next;
        }

        return node;
    }

    /// <summary><c>a[0][b]</c> is a, 0, b; what is not built like this is one name.</summary>
    private static string[] Steps(string name)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        return bracket < 1 || !name.EndsWith(']')
            ? [name]
            : [name[..bracket], .. name[(bracket + 1)..^1].Split("][")];
    }
}
