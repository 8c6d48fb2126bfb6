using CoinPulse.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace CoinPulse.Tests.Walks;

/// <summary>A device that is signed out from another one is out within a minute, also where a page stands open and asks for nothing.</summary>
public sealed class RevokedDeviceWalk : BrowserTest
{
    [Fact]
    public async Task An_open_page_of_a_revoked_device_leads_to_the_sign_in()
    {
        var lost = await PhoneAsync();
        await SignedIn.AsAdminAsync(lost);
        await lost.GotoAsync("/");
        await lost.Locator("[data-test=equity]").WaitForAsync();
        var own = await DeskAsync();
        await SignedIn.AsAdminAsync(own);

        await own.GotoAsync("/account/devices");
        await own.Locator("button[name=Session][value=others]").ClickAsync();
        await own.Locator("[role=status]").First.WaitForAsync();

        await lost.WaitForURLAsync("**/account/sign-in**", new PageWaitForURLOptions { Timeout = 60_000 });
        await own.GotoAsync("/");
        await Assertions.Expect(own.Locator("[data-test=equity]")).ToBeVisibleAsync();
    }

    protected override CoinPulseApp StartApp() => SignedIn.App();
}
