using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Connector.Page.Tests.Browser;

/// <summary>What axe finds wrong in a page.</summary>
public static class Axe
{
    /// <summary>The rules that count: WCAG 2.2 at its second level, and what is good practice beside it.</summary>
    public static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>Each fault with its element, in words.</summary>
    public static async Task<IEnumerable<string>> FindAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags(Tags) });
        return result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"));
    }
}
