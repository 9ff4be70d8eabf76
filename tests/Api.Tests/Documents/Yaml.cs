using YamlDotNet.RepresentationModel;

namespace Connector.Api.Tests.Documents;

/// <summary>Reads a document of YAML.</summary>
internal static class Yaml
{
    /// <summary>The document, which is a mapping.</summary>
    public static YamlMappingNode Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    /// <summary>The mapping below these names.</summary>
    public static YamlMappingNode At(YamlMappingNode node, params IEnumerable<string> names) => names.Aggregate(node, (current, name) => (YamlMappingNode)current.Children[name]);

    public static bool Has(YamlNode node, string name) => ((YamlMappingNode)node).Children.ContainsKey(name);

    public static string Text(YamlNode node, string name) => $"{((YamlMappingNode)node).Children[name]}";
}
