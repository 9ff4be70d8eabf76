using System.Globalization;

namespace Connector.Api.Documents.OpenApi;

/// <summary>Names as generated clients want them.</summary>
internal static class OpenApiNames
{
    /// <summary>A name in kebab or snake case, in Pascal case.</summary>
    public static string Pascal(string name) =>
        string.Concat(name.Split('-', '_').Select(part => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(part)));
}
