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
        ("/", "[data-test=equity]"), ("/trading", "[data-test=turn-trading]"), ("/trading?tab=closed", "[data-test=filter-market]"),
        ("/trading?tab=decisions", "[data-test=filter-market]"), ("/trading?tab=strategies", "[data-test=arm-swing]"),
        ("/trading/positions/00000000-0000-0000-0000-000000000001", ".cp-empty"), ("/settings", "[data-test=save]"),
        ("/settings?tab=trading&strategy=trend", "[data-test=save]"), ("/settings?tab=trading&strategy=risk", "[data-test=save]"),
        ("/settings?tab=display", ".cp-choice"),
        ("/surge", "[data-test=scoreboard]"), ("/surge?view=record", "[data-test=scoreboard]"), ("/surge/KRW-BTC", "h1"), ("/markets", "h1"), ("/markets/KRW-XXX", ".cp-empty"), ("/settings?tab=import", "[data-test=files]"),
        ("/holdings", "[data-test=total]"), ("/holdings?tab=calendar", ".cp-calendar"), ("/orders", "[data-test=filter-state]"), ("/admin/people", "table a"), ("/admin/schedules", "[data-test=schedules]"), ("/account/profile", "h1"), ("/account/password", "h1"),
        ("/account/security", ".qr"), ("/account/devices", ".rows"), ("/account/upbit-key", "#access"), ("/account/denied", "h1"),
    ];

    [Fact]
    public async Task No_page_keeps_anybody_out_in_either_theme()
    {
        var page = await DeskAsync(scheme: ColorScheme.Light);
        List<string> barriers = [];
        foreach (var path in OpenPages)
        {
            await page.GotoAsync(path);
            barriers.AddRange(await BarriersInBothThemesAsync(page));
        }

        await SignedIn.AsAdminAsync(page);
        foreach (var (path, sign) in ClosedPages)
        {
            await page.GotoAsync(path);
            await page.Locator(sign).First.WaitForAsync();
            barriers.AddRange(await BarriersInBothThemesAsync(page));
        }

        await page.GotoAsync("/admin/people");
        await page.Locator("table a").First.ClickAsync();
        await page.Locator("[data-test=SignOutEverywhere]").ClickAsync();
        await page.Locator("[data-test=confirm]").WaitForAsync();
        barriers.AddRange(await BarriersInBothThemesAsync(page));

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

    [Fact]
    public async Task The_whole_frame_is_reached_by_the_keyboard()
    {
        var page = await DeskAsync();
        await SignedIn.AsAdminAsync(page);
        await page.GotoAsync("/trading");
        await page.Locator("[data-test=turn-trading]").WaitForAsync();
        await page.Locator("[data-stop-switch]").WaitForAsync();
        await page.Locator("html[data-keys=on]").WaitForAsync();

        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator("[data-stop-switch]")).ToBeFocusedAsync();
        (await RingAsync(page)).Should().NotBe("0px", "what has the focus shows it");
        await page.Keyboard.PressAsync("Enter");
        await EscapeAsync(page, "[data-test=stop-buys]");
        await Assertions.Expect(page.Locator("[data-stop-switch]")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("?");
        await EscapeAsync(page, ".cp-keys");

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("d");
        await page.Locator("[data-test=equity]").WaitForAsync();
    }

    protected override CoinPulseApp StartApp() => SignedIn.App();

    private static async Task<IReadOnlyList<string>> BarriersInBothThemesAsync(IPage page)
    {
        IReadOnlyList<string> barriers = await Accessibility.BarriersAsync(page);
        await PutOnAsync(page, ColorScheme.Dark);
        barriers = [.. barriers, .. await Accessibility.ContrastBarriersAsync(page)];
        await PutOnAsync(page, ColorScheme.Light);
        return barriers;
    }

    /// <summary>Changes what the system asks for, and waits until page and circuit have both followed.</summary>
    private static async Task PutOnAsync(IPage page, ColorScheme scheme)
    {
        const string Background = "getComputedStyle(document.documentElement).getPropertyValue('--mud-palette-background')";
        var before = await page.EvaluateAsync<string>(Background);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await page.WaitForFunctionAsync("theme => document.documentElement.dataset.theme === theme", scheme == ColorScheme.Dark ? "dark" : "light");
        if (before.Length > 0) await page.WaitForFunctionAsync($"before => {Background} !== before", before);
        await page.WaitForFunctionAsync("!document.getAnimations().some(move => move instanceof CSSTransition && move.playState !== 'finished')");   // half way is no theme
    }

    /// <summary>Leaves the dialog that holds this as a person does: once the dialog has taken the focus, for before that the key goes to the page behind it.</summary>
    private static async Task EscapeAsync(IPage page, string inside)
    {
        await page.Locator(inside).WaitForAsync();
        await page.WaitForFunctionAsync("document.activeElement.closest('.mud-dialog, [role=dialog]') !== null");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(inside).WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static Task<string> RingAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineWidth");
}
