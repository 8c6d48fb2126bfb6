using CoinPulse.Tests.Exchanges.Upbit;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace CoinPulse.Tests.Walks;

/// <summary>A person gives their Upbit key: one that can withdraw is refused, a good one is kept and never shown again, and it goes when they say so.</summary>
public sealed class UpbitKeyWalk : BrowserTest
{
    private FakeUpbit _fake = null!;

    private FakeDoor Door => _fake.Private.Door;

    [Fact]
    public async Task A_key_is_refused_kept_checked_and_removed()
    {
        var page = await DeskAsync();
        await SignedIn.AsAdminAsync(page);
        await page.GotoAsync("/account/upbit-key");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("203.0.113.10");
        await ScreenshotAsync(page, "upbit-key-empty-1440-light-ko");

        Door.Permissions.Add("출금하기");
        await EnterAsync(page);
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("출금할 수 있는 키는 받지 않습니다");

        Door.Permissions.Remove("출금하기");
        Door.KnowsAddress = false;
        await EnterAsync(page);
        await Assertions.Expect(page.Locator("[role=alert]")).ToContainTextAsync("203.0.113.10");

        Door.KnowsAddress = true;
        _fake.Private.Troubles.Script("POST v1/withdraws/coin", FakeTrouble.Refuses(400, "validation_error"), FakeTrouble.Refuses(400, "validation_error"));
        await EnterAsync(page);
        await Assertions.Expect(page.Locator("#words")).ToBeVisibleAsync();
        await page.Locator("#words").FillAsync("출금 권한 모름 확인");
        await EnterAsync(page);
        await page.Locator("[role=status]").First.WaitForAsync();

        (await page.ContentAsync()).Should().NotContain(Door.Access).And.NotContain(Door.Secret);
        await page.Locator("button[name=Act][value=check]").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".rows").First).ToContainTextAsync("작동함");
        await LookAsync(DeskAsync("ko-KR", ColorScheme.Dark), "upbit-key-1440-dark-ko");
        await LookAsync(PhoneAsync("en-US"), "upbit-key-390-light-en");
        await LookAsync(PhoneAsync("ko-KR", ColorScheme.Dark), "upbit-key-390-dark-ko");

        await page.Locator("button[name=Act][value=remove]").ClickAsync();
        await Assertions.Expect(page.Locator("[role=status]").First).ToContainTextAsync("삭제");
        await Assertions.Expect(page.Locator("button[name=Act]")).ToHaveCountAsync(0);
    }

    protected override async Task<Uri> StartAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _fake.Private.Pocket.Markets["KRW-BTC"] = new FakeMarketBook();
        return await base.StartAsync();
    }

    protected override CoinPulseApp StartApp() => CoinPulseApp.Listening(
        null,
        ("Bootstrap:AdminEmail", SignedIn.Email),
        ("Bootstrap:AdminPassword", SignedIn.Password),
        ("Upbit:RestUrl", _fake.RestUrl.ToString()),
        ("Server:OutgoingAddresses", "203.0.113.10"));

    protected override async Task StopAsync()
    {
        await base.StopAsync();
        await _fake.DisposeAsync();
    }

    private async Task EnterAsync(IPage page)
    {
        await page.Locator("#access").FillAsync(Door.Access);
        await page.Locator("#secret").FillAsync(Door.Secret);
        await page.Locator("form button.primary").ClickAsync();
    }

    private static async Task LookAsync(Task<IPage> opening, string name)
    {
        var page = await opening;
        await SignedIn.AsAdminAsync(page);
        await page.GotoAsync("/account/upbit-key");
        await page.Locator(".rows").First.WaitForAsync();
        (await Accessibility.BarriersAsync(page)).Should().BeEmpty();
        await ScreenshotAsync(page, name);
    }
}
