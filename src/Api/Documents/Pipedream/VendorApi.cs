using Connector.Declaration;

namespace Connector.Api.Documents.Pipedream;

/// <summary>What the shared runtime of a vendor's components has to know of the API: where it is, its headers, its lists.</summary>
internal static class VendorApi
{
    /// <summary>The module.</summary>
    public static string Write(VendorSet set) => $"""
        export const BASE_URL = {JavaScript.Text(set.Declared.BaseUrl.AbsoluteUri.TrimEnd('/'))};

        export const HEADERS = {JavaScript.Array(set.Headers.Select(header => JavaScript.Object(
            $"name: {JavaScript.Text(header.Header.Header)}",
            $"prop: {JavaScript.Text(header.Prop)}")))};

        export const LISTS = {JavaScript.Object(set.Declared.OptionLists.Select(list => $"{list.Name}: {Write(list)}"))};

        """;

    private static string Write(OptionList list) => JavaScript.Object(
    [
        $"path: {JavaScript.Text(list.Path)}",
        .. list.ItemsProperty is { } items ? [$"items: {JavaScript.Text(items)}"] : Array.Empty<string>(),
        $"label: {JavaScript.Text(list.LabelProperty)}",
        $"value: {JavaScript.Text(list.ValueProperty)}",
    ]);
}
