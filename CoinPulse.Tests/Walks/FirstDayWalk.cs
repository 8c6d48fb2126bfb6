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
        var guard = page.Locator("[data-test=position] .cp-guard").First;
        await Assertions.Expect(guard).ToBeVisibleAsync(new() { Timeout = Patience });
        await ScreenshotAsync(page, "first-day-open");

        var sold = page.Locator("[data-test=closed]").Filter(new() { HasText = "팔았습니다" }).First;
        await Assertions.Expect(sold).ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions.Expect(sold).ToContainTextAsync(Stopwatch());
        await ScreenshotAsync(page, "first-day-closed");
        barriers = [.. barriers, .. await Accessibility.BarriersAsync(page)];
        await page.GotoAsync("/");
        await page.Locator("[data-test=equity]").WaitForAsync(new() { Timeout = Patience });
        barriers = [.. barriers, .. await Accessibility.BarriersAsync(page)];
        await ScreenshotAsync(page, "first-day-dashboard");

        await Assertions.Expect(page.Locator("[data-test=decision]").First).ToBeVisibleAsync();
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
        await page.GotoAsync("/trading");
        foreach (var strategy in Strategies) await page.Locator($"[data-test=arm-{strategy}]").ClickAsync();
        await page.Locator("[data-test=turn-trading]").ClickAsync();
    }

    [GeneratedRegex(@"\d ms")]
    private static partial Regex Stopwatch();
}
