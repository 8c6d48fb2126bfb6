using Microsoft.Playwright;

namespace CoinPulse.Tests.Support;

/// <summary>Signs the owner of <see cref="App"/> in as a person does, agreements and all.</summary>
public static class SignedIn
{
    public const string Email = "admin@example.com";
    public const string Password = "a-long-enough-passphrase";

    /// <summary>The product with one admin.</summary>
    public static CoinPulseApp App() => CoinPulseApp.Listening(null, ("Bootstrap:AdminEmail", Email), ("Bootstrap:AdminPassword", Password));

    public static async Task AsAdminAsync(IPage page)
    {
        await page.GotoAsync("/account/sign-in");
        await page.Locator("#email").FillAsync(Email);
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("form button.primary").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
        if (!page.Url.Contains("/account/agreements", StringComparison.Ordinal)) return;

        foreach (var box in await page.Locator("input[type=checkbox]").AllAsync()) await box.CheckAsync();
        await page.Locator("form button.primary").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/agreements", StringComparison.Ordinal));
    }
}
