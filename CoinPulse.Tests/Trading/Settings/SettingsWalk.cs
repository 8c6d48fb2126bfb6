using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace CoinPulse.Tests.Trading.Settings;

public sealed class SettingsWalk : BrowserTest
{
    private const string Email = "admin@example.com";
    private const string Password = "a-long-enough-passphrase";
    private const string Emergency = "[data-test=setting-Emergency]";

    [Fact]
    public async Task What_is_typed_is_judged_at_once_survives_a_reload_and_is_saved_when_it_is_right()
    {
        var page = await DeskAsync();
        await OpenAsync(page, "/settings?tab=trading&strategy=swing");

        await page.Locator($"{Emergency} input").FillAsync("2");
        await page.Locator("[data-test=setting-StopLoss] input").FocusAsync();   // a field keeps its sentence when it is left
        await Assertions.Expect(page.Locator(Emergency)).ToContainTextAsync("긴급 손절 2%는 손절 3%보다 커야 합니다.");
        await page.Locator("[data-test=save]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-test=sheet-status]")).ToContainTextAsync("저장하지 않았습니다");
        await ScreenshotAsync(page, "settings-refused-desk");

        await page.ReloadAsync();
        await page.Locator("[data-test=restored]").WaitForAsync();
        await Assertions.Expect(page.Locator($"{Emergency} input")).ToHaveValueAsync("2");

        await page.Locator($"{Emergency} input").FillAsync("9");
        await page.Locator("[data-test=save]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-test=sheet-status]")).ToContainTextAsync("저장했습니다");
        await page.ReloadAsync();
        await page.Locator(Emergency).WaitForAsync();
        await Assertions.Expect(page.Locator($"{Emergency} input")).ToHaveValueAsync("9");
        await Assertions.Expect(page.Locator("[data-test=restored]")).ToHaveCountAsync(0);
        Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData("swing", ColorScheme.Light, "/culture?set=en&return=/")]
    [InlineData("risk", ColorScheme.Dark, "/culture?set=ko&return=/")]
    public async Task On_a_phone_the_forms_fit_in_either_language(string strategy, ColorScheme scheme, string language)
    {
        var page = await PhoneAsync(scheme: scheme);
        await OpenAsync(page, language);

        await page.GotoAsync($"/settings?tab=trading&strategy={strategy}");
        await page.Locator("[data-test=save]").WaitForAsync();

        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        await ScreenshotAsync(page, $"settings-{strategy}-phone");
        overflow.Should().BeLessThanOrEqualTo(0);
    }

    protected override CoinPulseApp StartApp() =>
        CoinPulseApp.Listening(null, ("Bootstrap:AdminEmail", Email), ("Bootstrap:AdminPassword", Password));

    private static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync("/account/sign-in");
        await page.Locator("#email").FillAsync(Email);
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("form[method=post] button.primary").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
        if (page.Url.Contains("agree", StringComparison.Ordinal))
        {
            foreach (var box in await page.Locator("input[type=checkbox]").AllAsync()) await box.CheckAsync();
            await page.Locator("button.primary").First.ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("agree", StringComparison.Ordinal));
        }

        await page.GotoAsync(address);
    }
}
