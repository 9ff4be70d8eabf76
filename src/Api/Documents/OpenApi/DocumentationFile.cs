using System.Text.Json;
using System.Xml.Linq;

namespace Connector.Api.Documents.OpenApi;

/// <summary>
/// The documentation comments of the library and of the API, which the compiler writes into a file beside each: what they say of an
/// answer's properties is what builders show.
/// </summary>
internal sealed class DocumentationFile
{
    private static readonly string[] Assemblies = ["Connector", "Connector.Api"];

    private readonly Dictionary<string, XElement> _members;

    private DocumentationFile(IEnumerable<XDocument> files) => _members = files.SelectMany(file => file.Descendants("member"))
        .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    /// <summary>The files beside the program, read when a document is first asked for.</summary>
    public static DocumentationFile Default => Loaded.Value;

    private static Lazy<DocumentationFile> Loaded { get; } =
        new(() => new DocumentationFile(Assemblies.Select(name => XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{name}.xml")))));

    /// <summary>What is said of a type.</summary>
    public string Summary(Type type) => Text(_members[$"T:{type.FullName}"].Element("summary")!);

    /// <summary>What is said of a property: its own comment, or that of the record's parameter it was made from.</summary>
    /// <param name="type">The type that declares it.</param>
    /// <param name="jsonName">Its name in JSON.</param>
    public string Property(Type type, string jsonName)
    {
        var prefix = $"P:{type.FullName}.";
        var said = _members.FirstOrDefault(member => member.Key.StartsWith(prefix, StringComparison.Ordinal) && IsNamed(member.Key[prefix.Length..])).Value?.Element("summary")
            ?? _members[$"T:{type.FullName}"].Elements("param").FirstOrDefault(parameter => IsNamed((string)parameter.Attribute("name")!))
            ?? throw new InvalidOperationException($"{type.Name} says nothing of {jsonName}.");
        return Text(said);

        bool IsNamed(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name) == jsonName;
    }

    /// <summary>The comment without its marks; a reference is named by its last word.</summary>
    private static string Text(XElement said) => string.Join(
        ' ',
        string.Concat(said.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" or "paramref" } reference => ((string?)(reference.Attribute("cref") ?? reference.Attribute("name")))!.Split('.', ':')[^1],
            _ => "",
        })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
