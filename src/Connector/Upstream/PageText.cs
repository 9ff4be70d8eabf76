using System.Net;
using System.Text;

namespace Connector.Upstream;

/// <summary>What a web page or XML says: its title, or else its text without what browsers do not show.</summary>
internal static class PageText
{
    private static readonly string[] Hidden = ["script", "style"];

    public static string Read(string page)
    {
        var title = Between(page, "<title", "</title");
        return WebUtility.HtmlDecode(string.IsNullOrWhiteSpace(title) ? WithoutTags(page) : title).Trim();
    }

    private static string? Between(string page, string start, string end)
    {
        var at = page.IndexOf(start, StringComparison.OrdinalIgnoreCase);
        var from = at < 0 ? -1 : page.IndexOf('>', at);
        var to = from < 0 ? -1 : page.IndexOf(end, from, StringComparison.OrdinalIgnoreCase);
        return to < 0 ? null : page[(from + 1)..to];
    }

    private static string WithoutTags(string page)
    {
        var text = new StringBuilder();
        for (var at = 0; at < page.Length;)
        {
            var tag = page.IndexOf('<', at);
            text.Append(page, at, (tag < 0 ? page.Length : tag) - at).Append(' ');
            var end = tag < 0 ? -1 : page.IndexOf('>', tag);
            at = end < 0 ? page.Length : PassHidden(page, tag, end + 1);
        }

        return text.ToString();
    }

    private static int PassHidden(string page, int tag, int behind)
    {
        if (!Hidden.Any(name => page.AsSpan(tag + 1).StartsWith(name, StringComparison.OrdinalIgnoreCase)))
        {
            return behind;
        }

        var end = page.IndexOf("</", behind, StringComparison.Ordinal);
        return end < 0 ? page.Length : end;
    }
}
