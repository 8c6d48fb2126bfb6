using System.Text.RegularExpressions;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
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
        ("/", "[data-test=equity]"), ("/trading", "[data-test=turn-trading]"), ("/trading?tab=closed", "[data-test=filter-market]"), ("/trading/live", "[data-test=step-Key]"),
        ("/trading?tab=decisions", "[data-test=filter-market]"), ("/trading?tab=strategies", "[data-test=arm-swing]"),
        ("/trading/positions/00000000-0000-0000-0000-000000000001", ".cp-empty"), ("/settings", "[data-test=save]"),
        ("/settings?tab=trading&strategy=trend", "[data-test=save]"), ("/settings?tab=trading&strategy=risk", "[data-test=save]"),
        ("/settings?tab=display", ".cp-choice"), ("/settings?tab=notifications", "[data-test=choices]"), ("/notifications", "[data-test=notices], .cp-empty"),
        ("/surge", "[data-test=scoreboard]"), ("/surge?view=record", "[data-test=scoreboard]"), ("/surge/KRW-BTC", "h1"), ("/markets", "h1"), ("/markets/KRW-XXX", ".cp-empty"), ("/settings?tab=import", "[data-test=files]"),
        ("/holdings", "[data-test=total]"), ("/holdings?tab=history", "[data-test=range-30]"), ("/holdings?tab=calendar", ".cp-calendar"), ("/orders", "[data-test=filter-state]"), ("/admin/people", "table a"), ("/admin/schedules", "[data-test=schedules]"), ("/account/profile", "h1"), ("/account/password", "h1"),
        ("/account/security", ".qr"), ("/account/devices", ".rows"), ("/account/upbit-key", "#access"), ("/account/telegram-selling", "h1"), ("/account/denied", "h1"),
    ];

    /// <summary>What opens over a page, by the key that opens it, with what is in it.</summary>
    private static readonly (string Path, string Key, string Inside)[] Dialogs = [("/orders", "x", "[data-test=stop-buys]"), ("/holdings", "?", ".cp-keys")];

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

        foreach (var (path, key, inside) in Dialogs)
        {
            await page.GotoAsync(path);
            await page.Locator("html[data-keys=on]").WaitForAsync();
            await page.Locator("[data-stop-switch]").WaitForAsync();
            await page.Keyboard.PressAsync(key);
            if (key == "x") await page.Keyboard.PressAsync("Enter");
            await page.Locator(inside).WaitForAsync();
            barriers.AddRange(await BarriersInBothThemesAsync(page));
        }

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
    public async Task The_whole_frame_is_reached_by_the_keyboard_and_its_bell_rings_once_for_each_notice()
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

        await NoticesAsync(page);
    }

    protected override CoinPulseApp StartApp() => SignedIn.App();

    /// <summary>Who has allowed it is told by the browser while they look elsewhere: each notice once, and a click leads to what it is about.</summary>
    private async Task NoticesAsync(IPage page)
    {
        await page.Context.GrantPermissionsAsync(["notifications"]);
        await page.AddInitScriptAsync("""
            window.shown = [];
            const Real = window.Notification;
            window.Notification = class extends Real { constructor(title, options) { super(title, options); window.shown.push(this); } };
            document.hasFocus = () => false;
            """);
        await page.GotoAsync("/settings?tab=notifications");
        await page.Locator("[data-test=browser-on]").ClickAsync();
        await page.Locator("[data-test=browser-off]").WaitForAsync();
        (await ShownAsync(page)).Should().Equal("coinpulse-on");

        var first = await TellAsync(NoticeKind.PasswordChanged);
        await page.WaitForFunctionAsync("shown.length === 2");
        var second = await TellAsync(NoticeKind.TwoFactorChanged);
        await page.WaitForFunctionAsync("shown.length === 3");
        (await ShownAsync(page)).Should().Equal("coinpulse-on", first, second);

        await page.EvaluateAsync("shown[2].onclick()");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/account/security$"));
    }

    private static Task<string[]> ShownAsync(IPage page) => page.EvaluateAsync<string[]>("shown.map(one => one.tag)");

    /// <returns>The notice's id.</returns>
    private async Task<string> TellAsync(NoticeKind kind)
    {
        var services = App.Services;
        var owner = (await services.GetRequiredService<IUserDirectory>().SearchForEveryoneAsync(null, 0, 1, default)).People.Single().Id;
        var now = TimeProvider.System.GetUtcNow();
        var notice = new Notice(owner, $"walk:{kind}", kind, now);
        await services.GetRequiredService<INoticeBook>().TellForEveryoneAsync(new Telling([notice]), default, now, default);
        services.GetRequiredService<NoticeNews>().Tell(owner);
        return notice.Id.ToString();
    }

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
