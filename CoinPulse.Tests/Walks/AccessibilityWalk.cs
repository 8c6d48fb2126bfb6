using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace CoinPulse.Tests.Walks;

/// <summary>Every page, before and after signing in, in both themes: nobody is kept out. The pages with positions are looked at by <see cref="FirstDayWalk"/>.</summary>
public sealed class AccessibilityWalk : BrowserTest
{
    private static readonly string[] OpenPages =
    [
        "/account/sign-in", "/account/sign-up", "/account/forgotten-password", "/account/reset-password", "/account/confirm-email",
        "/legal/terms", "/legal/privacy", "/legal/risk", "/legal/autotrading", "/error", "/not-found",
    ];

    /// <summary>Each with what stands on it when it is there.</summary>
    private static readonly (string Path, string Sign)[] ClosedPages =
    [
        ("/", "[data-test=equity]"), ("/trading", "[data-test=turn-trading]"), ("/settings", ".cp-tabs"), ("/settings?tab=display", ".cp-choice"),
        ("/surge", "[data-test=scoreboard]"), ("/surge?view=record", "[data-test=scoreboard]"), ("/surge/KRW-BTC", "h1"), ("/settings?tab=import", "[data-test=files]"),
        ("/admin/people", "table a"), ("/admin/schedules", "[data-test=schedules]"), ("/account/profile", "h1"), ("/account/password", "h1"),
        ("/account/security", ".qr"), ("/account/devices", ".rows"), ("/account/denied", "h1"),
    ];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_keeps_anybody_out(ColorScheme scheme)
    {
        var page = await DeskAsync(scheme: scheme);
        List<string> barriers = [];
        foreach (var path in OpenPages)
        {
            await page.GotoAsync(path);
            barriers.AddRange(await Accessibility.BarriersAsync(page));
        }

        await SignedIn.AsAdminAsync(page);
        foreach (var (path, sign) in ClosedPages)
        {
            await page.GotoAsync(path);
            await page.Locator(sign).First.WaitForAsync();
            barriers.AddRange(await Accessibility.BarriersAsync(page));
        }

        await page.GotoAsync("/admin/people");
        await page.Locator("table a").First.ClickAsync();
        await page.Locator("[data-test=SignOutEverywhere]").ClickAsync();
        await page.Locator("[data-test=do]").WaitForAsync();
        barriers.AddRange(await Accessibility.BarriersAsync(page));

        barriers.Should().BeEmpty();
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_phone()
    {
        var page = await PhoneAsync(scheme: ColorScheme.Dark);
        await SignedIn.AsAdminAsync(page);
        List<string> wide = [];
        foreach (var (path, sign) in ClosedPages)
        {
            await page.GotoAsync(path);
            await page.Locator(sign).First.WaitForAsync();
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0) wide.Add(path);
        }

        wide.Should().BeEmpty();
    }

    protected override CoinPulseApp StartApp() => SignedIn.App();
}
