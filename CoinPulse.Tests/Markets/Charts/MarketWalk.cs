using System.Text.RegularExpressions;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace CoinPulse.Tests.Markets.Charts;

/// <summary>Markets and a chart in a real browser on a moving market: found, opened, pulled back, zoomed, with other lines on it; nobody is kept out.</summary>
public sealed partial class MarketWalk : BrowserTest
{
    private const string Chart = "[data-chart][data-drawn]";

    [Theory]
    [InlineData("ko-KR", ColorScheme.Light, false)]
    [InlineData("en-US", ColorScheme.Dark, true)]
    public async Task A_market_is_found_and_its_chart_pulled_back(string locale, ColorScheme scheme, bool phone)
    {
        var page = phone ? await PhoneAsync(locale, scheme) : await DeskAsync(locale, scheme);
        var name = $"markets-{locale[..2]}-{scheme}-{(phone ? "phone" : "desk")}".ToLowerInvariant();
        await SignedIn.AsAdminAsync(page);
        await page.GotoAsync("/markets");
        await page.Locator("[data-test=search]").FillAsync("ㅂㅌㅋㅇ");
        await Assertions.Expect(page).ToHaveURLAsync(Searched());
        await ScreenshotAsync(page, name);
        var barriers = await Accessibility.BarriersAsync(page);
        (await TooWideAsync(page)).Should().BeLessThanOrEqualTo(0);

        await page.Locator("[data-test=market-row] a[href='/markets/KRW-BTC']").ClickAsync();
        await page.Locator(Chart).WaitForAsync();
        await page.Locator("[data-test=book]").WaitForAsync();
        await ScreenshotAsync(page, $"{name}-market");
        barriers = [.. barriers, .. await Accessibility.BarriersAsync(page)];
        (await TooWideAsync(page)).Should().BeLessThanOrEqualTo(0);

        await PullBackAsync(page);

        await page.GotoAsync("/markets/KRW-BTC?unit=1h&with=ma20,bb,rsi,macd");
        await page.Locator(Chart).WaitForAsync();
        await ScreenshotAsync(page, $"{name}-studies");
        barriers.Should().BeEmpty();
        Complaints.Should().BeEmpty();
    }

    protected override CoinPulseApp StartApp() => CoinPulseApp.Listening(
        null,
        ("Bootstrap:AdminEmail", SignedIn.Email), ("Bootstrap:AdminPassword", SignedIn.Password), ("Market:Source", "Simulated"));

    /// <summary>By the hand until older candles have come: what is looked at must not jump when they are put in front.</summary>
    private static async Task PullBackAsync(IPage page)
    {
        var hand = page.Locator(".cp-chart-hand");
        var box = (await hand.BoundingBoxAsync())!;
        var before = await CountAsync(page);
        await hand.PressAsync("Home");
        await page.WaitForFunctionAsync("before => Number(document.querySelector('[data-chart]').dataset.count) >= before + 400", before);

        await page.Mouse.MoveAsync(box.X + 20, box.Y + 80);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width - 20, box.Y + 90, new() { Steps = 6 });
        await page.Mouse.UpAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('.cp-chart-moving')");

        var times = await page.Locator("[data-chart]").EvaluateAsync<double[]>("chart => chart.querySelector('.js-plotly-plot').data.find(trace => trace.type === 'candlestick').x");
        times.Should().NotBeEmpty().And.BeInAscendingOrder().And.OnlyHaveUniqueItems();
        (await page.Locator("[data-chart]").EvaluateAsync<int>("chart => Number(chart.dataset.drawn)")).Should().BeLessThan(await CountAsync(page), "only what is looked at is drawn");
    }

    private static Task<int> CountAsync(IPage page) => page.Locator("[data-chart]").EvaluateAsync<int>("chart => Number(chart.dataset.count)");

    private static Task<int> TooWideAsync(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    [GeneratedRegex("q=")]
    private static partial Regex Searched();
}
