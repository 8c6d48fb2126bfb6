using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CoinPulse.Tests.Support;

/// <summary>What would keep somebody out, as axe finds it.</summary>
public static class Accessibility
{
    private static readonly string[] Barriers = ["serious", "critical"];

    /// <returns>Each rule that is broken seriously, with the page and the first elements that break it.</returns>
    public static async Task<IReadOnlyList<string>> BarriersAsync(IPage page)
    {
        var result = await page.RunAxe();
        return
        [
            .. result.Violations.Where(violation => Barriers.Contains(violation.Impact, StringComparer.Ordinal))
                .Select(violation => $"{page.Url}: {violation.Id} at {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Target))}"),
        ];
    }
}
