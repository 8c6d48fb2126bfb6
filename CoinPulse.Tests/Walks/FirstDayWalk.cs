using System.Text.RegularExpressions;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace CoinPulse.Tests.Walks;

/// <summary>
/// A new owner's first day, on the real program: an empty folder, the link on the console, the first admin, the strategies, a position that opens under its
/// guard and one that closes, each with its reason. An hour of the market passes in a second, so a day of trading fits into the test.
/// </summary>
public sealed partial class FirstDayWalk : BrowserTest
{
    private const string Email = "owner@example.com";
    private const string Password = "a-long-enough-passphrase";
    private const float Patience = 120_000;

    private static readonly string[] Strategies = ["swing", "trend", "mean-reversion"];

    private RunningProduct? _product;
    private string _link = "";

    [Fact]
    public async Task From_the_printed_link_to_a_closed_position()
    {
        var page = await DeskAsync();

        await page.GotoAsync(_link);
        var barriers = await Accessibility.BarriersAsync(page);
        await SetUpAsync(page);
        await AgreeAsync(page);
        await StartTradingAsync(page);

        var open = page.Locator("[data-test=position]").First;
        await Assertions.Expect(open).ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.Locator("[data-test=position] .cp-guard").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await ScreenshotAsync(page, "first-day-open");
        barriers = [.. barriers, .. await Accessibility.BarriersAsync(page), .. await PositionAsync(page, open, "first-day-position-open")];

        await page.GotoAsync("/trading?tab=closed");
        var sold = page.Locator("[data-test=closed]").Filter(new() { HasTextRegex = Stopwatch() }).First;
        await Assertions.Expect(sold).ToBeVisibleAsync(new() { Timeout = Patience });
        await ScreenshotAsync(page, "first-day-closed");
        barriers = [.. barriers, .. await Accessibility.BarriersAsync(page), .. await PositionAsync(page, sold, "first-day-position-closed")];
        await Assertions.Expect(page.Locator("[data-test=why-sold]")).ToBeVisibleAsync();

        await page.GotoAsync("/trading?tab=decisions");
        await Assertions.Expect(page.Locator("[data-test=decision]").First).ToBeVisibleAsync();
        barriers = [.. barriers, .. await Accessibility.BarriersAsync(page)];
        await page.GotoAsync("/");
        await page.Locator("[data-test=equity]").WaitForAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.Locator("[data-test=decision]").First).ToBeVisibleAsync();
        barriers = [.. barriers, .. await Accessibility.BarriersAsync(page)];
        await ScreenshotAsync(page, "first-day-dashboard");

        barriers.Should().BeEmpty();
        Complaints.Should().BeEmpty();
    }

    protected override async Task<Uri> StartAsync()
    {
        _product = RunningProduct.Start(("Market__Speed", "3600"), ("Logs__Level", "Warning"));
        var line = await _product.LineWithAsync("/setup?token=");
        _link = line[line.IndexOf("http", StringComparison.Ordinal)..].Trim();
        return new Uri(new Uri(_link), "/");
    }

    protected override async Task StopAsync()
    {
        if (_product is not null) await _product.DisposeAsync();
    }

    private static async Task SetUpAsync(IPage page)
    {
        await page.Locator("#name").FillAsync("첫 관리자");
        await page.Locator("#email").FillAsync(Email);
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("#again").FillAsync(Password);
        await page.Locator("form button.primary").ClickAsync();
    }

    private static async Task AgreeAsync(IPage page)
    {
        await page.WaitForURLAsync("**/account/agreements**");
        foreach (var box in await page.Locator("input[type=checkbox]").AllAsync()) await box.CheckAsync();
        await page.Locator("form button.primary").ClickAsync();
        await page.Locator("[data-test=equity]").WaitForAsync(new() { Timeout = Patience });
    }

    private static async Task StartTradingAsync(IPage page)
    {
        await page.GotoAsync("/trading?tab=strategies");
        foreach (var strategy in Strategies)
        {
            var arm = page.Locator($"[data-test=arm-{strategy}]");
            await arm.ClickAsync();
            await Assertions.Expect(arm).ToHaveTextAsync("전략 끄기");
        }

        await page.Locator("[data-test=turn-trading]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-test=turn-trading]")).ToHaveTextAsync("자동매매 중지");
        await page.Locator("[data-test=tab-positions]").ClickAsync();
    }

    /// <returns>What keeps somebody out of the page that this row leads to.</returns>
    private static async Task<IReadOnlyList<string>> PositionAsync(IPage page, ILocator row, string name)
    {
        await row.Locator("a").First.ClickAsync();
        await page.Locator("[data-test=quantity]").WaitForAsync(new() { Timeout = Patience });
        await ScreenshotAsync(page, name);
        return await Accessibility.BarriersAsync(page);
    }

    [GeneratedRegex(@"\d ms")]
    private static partial Regex Stopwatch();
}
