using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

/// <summary>The surge monitor in a real browser on a moving market, both widths, languages and themes.</summary>
public sealed class SurgeWalk : BrowserTest
{
    [Theory]
    [InlineData("ko-KR", ColorScheme.Light, false)]
    [InlineData("en-US", ColorScheme.Dark, true)]
    public async Task Markets_are_ranked_opened_and_filtered_without_the_browser_complaining(string locale, ColorScheme scheme, bool phone)
    {
        var page = phone ? await PhoneAsync(locale, scheme) : await DeskAsync(locale, scheme);
        var name = $"surge-{locale[..2]}-{scheme}-{(phone ? "phone" : "desk")}".ToLowerInvariant();
        await SignedIn.AsAdminAsync(page);
        await page.GotoAsync("/surge");

        await page.Locator("[data-test=surge-row]").First.WaitForAsync(new() { Timeout = 90_000 });
        await ScreenshotAsync(page, name);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).Should().BeLessThanOrEqualTo(0);

        await page.Locator("[data-test=sort]").SelectOptionAsync("V2");
        await page.WaitForURLAsync(url => url.Contains("sort=V2", StringComparison.Ordinal));
        await page.Locator("[data-test=surge-row] a").First.ClickAsync();
        await page.Locator("[data-test=v2]").WaitForAsync();
        await ScreenshotAsync(page, $"{name}-market");

        await page.GotoAsync("/surge?view=record");
        await page.Locator("[data-test=scoreboard]").WaitForAsync();
        await ScreenshotAsync(page, $"{name}-record");
        Complaints.Should().BeEmpty();
    }

    protected override CoinPulseApp StartApp() => CoinPulseApp.Listening(
        null,
        ("Bootstrap:AdminEmail", SignedIn.Email), ("Bootstrap:AdminPassword", SignedIn.Password), ("Market:Source", "Simulated"), ("Market:Speed", "60"), ("Jobs:Run", "true"));
}
