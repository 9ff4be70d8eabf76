using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace Connector.Api.Tests.PowerAutomate;

/// <summary>The rules for what goes with the definition of a Power Platform connector.</summary>
public class PropertiesRulesTests
{
    private static readonly JsonObject Properties =
        JsonNode.Parse(File.ReadAllText(Path.Combine(ConnectorDefinition.Folder, "apiProperties.json")))!["properties"]!.AsObject();

    [Fact]
    public void W23_has_a_colour_of_its_own_for_the_icon()
    {
        Assert.Matches("^#[0-9a-f]{6}$", (string)Properties["iconBrandColor"]!);
        Assert.DoesNotContain((string)Properties["iconBrandColor"]!, new[] { "#007ee5", "#ffffff", "#da3b01" });
    }

    [Fact]
    public void W24_asks_for_the_key_as_a_secure_string_and_for_the_host()
    {
        var parameters = Properties["connectionParameters"]!.AsObject();
        Assert.Equal("securestring", (string)parameters[Assert.Single(ConnectorDefinition.Root["securityDefinitions"]!.AsObject()).Key]!["type"]!);
        Assert.Equal("string", (string)parameters["host"]!["type"]!);
        Assert.All(parameters, parameter =>
        {
            Assert.Matches("^[A-Za-z0-9_]+$", parameter.Key);
            var ui = parameter.Value!["uiDefinition"]!;
            Assert.All(["displayName", "description", "tooltip"], part => Assert.NotEmpty((string)ui[part]!));
            Assert.Equal("true", (string)ui["constraints"]!["required"]!);
        });
        Assert.False((bool)parameters["api_key"]!["uiDefinition"]!["constraints"]!["clearText"]!);
    }

    [Fact]
    public void W25_calls_the_host_of_the_connection_by_a_policy()
    {
        var policy = Assert.Single(Properties["policyTemplateInstances"]!.AsArray())!;
        Assert.Equal("dynamichosturl", (string)policy["templateId"]!);
        Assert.NotEmpty((string)policy["title"]!);
        Assert.Equal("https://@connectionParameters('host')", (string)policy["parameters"]!["x-ms-apimTemplateParameter.urlTemplate"]!);
    }

    [Fact]
    public void W26_has_what_the_schema_of_properties_knows_and_no_stack_owner()
    {
        Assert.Empty(Properties.Unknown(["iconBrandColor", "capabilities", "connectionParameters", "policyTemplateInstances"]));
        Assert.Equal("actions", (string)Assert.Single(Properties["capabilities"]!.AsArray())!);
    }

    [Fact]
    public void W27_has_a_square_opaque_icon_on_its_colour()
    {
        var png = File.ReadAllBytes(Path.Combine(ConnectorDefinition.Folder, "icon.png")).AsSpan();
        Assert.Equal((230, 230), (BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..])));

        // Bit depth 8, colour type 2: red, green and blue without alpha.
        Assert.Equal([8, 2], png[24..26].ToArray());
        Assert.Equal((string)Properties["iconBrandColor"]!, FirstPixel(png));
    }

    [Fact]
    public void W28_has_a_readme_with_the_sections_that_are_wanted()
    {
        var readme = File.ReadAllLines(Path.Combine(ConnectorDefinition.Folder, "README.md"));
        string[] wanted = ["Publisher", "Prerequisites", "Supported Operations", "Obtaining Credentials", "Getting Started", "Known Issues and Limitations"];
        Assert.All(wanted, section => Assert.Contains($"## {section}", readme));
    }

    private static string FirstPixel(ReadOnlySpan<byte> png)
    {
        var data = png[(png.IndexOf("IDAT"u8) + 4)..].ToArray();
        using var pixels = new System.IO.Compression.ZLibStream(new MemoryStream(data), System.IO.Compression.CompressionMode.Decompress);
        Span<byte> first = stackalloc byte[4];
        pixels.ReadExactly(first);
        return $"#{Convert.ToHexStringLower(first[1..])}";
    }
}
