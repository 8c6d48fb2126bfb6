using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class SchedulesWalk : BrowserTest
{
    private const string Email = "admin@example.com";
    private const string Password = "a-long-enough-passphrase";

    [Fact]
    public async Task An_admin_runs_a_job_now_and_sees_what_it_did_without_the_browser_complaining()
    {
        var page = await DeskAsync();
        await SignInAsync(page);
        await page.GotoAsync("/admin/schedules");

        await page.Locator("tr", new() { Has = page.Locator("[data-test=retention]") }).Locator("[data-test=run-now]").ClickAsync();
        await page.Locator(".mud-dialog textarea:not([aria-hidden])").First.FillAsync("보관 기간 확인");
        await page.Locator("[data-test=confirm]").ClickAsync();

        await Assertions.Expect(page.GetByText("삭제한 작업 기록 0")).ToBeVisibleAsync();
        await ScreenshotAsync(page, "schedules-desk");
        Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task On_a_phone_each_job_is_a_card_that_fits()
    {
        var page = await PhoneAsync(scheme: ColorScheme.Dark);
        await SignInAsync(page);
        await page.GotoAsync("/admin/schedules");
        await page.Locator("[data-test=schedules]").WaitForAsync();

        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

        await ScreenshotAsync(page, "schedules-phone");
        overflow.Should().BeLessThanOrEqualTo(0);
    }

    protected override CoinPulseApp StartApp() =>
        CoinPulseApp.Listening(null, ("Bootstrap:AdminEmail", Email), ("Bootstrap:AdminPassword", Password));

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/account/sign-in");
        await page.Locator("#email").FillAsync(Email);
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("form button[type=submit].primary, form[method=post] button.primary").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
        if (page.Url.Contains("agree", StringComparison.Ordinal)) await AgreeAsync(page);
    }

    private static async Task AgreeAsync(IPage page)
    {
        foreach (var box in await page.Locator("input[type=checkbox]").AllAsync()) await box.CheckAsync();
        await page.Locator("button.primary").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("agree", StringComparison.Ordinal));
    }
}
