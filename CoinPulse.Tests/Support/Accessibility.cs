using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CoinPulse.Tests.Support;

/// <summary>What would keep somebody out, as axe finds it.</summary>
public static class Accessibility
{
    private static readonly string[] Barriers = ["serious", "critical"];

    /// <returns>Each rule that is broken seriously, with the page and the first elements that break it.</returns>
    public static async Task<IReadOnlyList<string>> BarriersAsync(IPage page) => Found(page, await page.RunAxe());

    /// <summary>The same for a page that was looked at in the other theme before: of what axe asks, a theme changes the contrast alone.</summary>
    public static async Task<IReadOnlyList<string>> ContrastBarriersAsync(IPage page) =>
        Found(page, await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") }));

    private static IReadOnlyList<string> Found(IPage page, AxeResult result) =>
    [
        .. result.Violations.Where(violation => Barriers.Contains(violation.Impact, StringComparer.Ordinal))
            .Select(violation => $"{page.Url}: {violation.Id} at {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Target))}"),
    ];
}
