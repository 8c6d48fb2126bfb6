using Bunit;
using CoinPulse.Core.Money;
using CoinPulse.Web.Shared;
using FluentAssertions;
using MudBlazor;
using Xunit;

namespace CoinPulse.Tests.Shared;

public sealed class DialogTests : ComponentTest
{
    private static readonly ConfirmQuestion SellAll = new("전량 매도할까요?", "비트코인 0.5 BTC, 약 1,000원을 시장가로 팝니다.", "전량 매도");

    private readonly IRenderedComponent<MudDialogProvider> _dialogs;

    public DialogTests()
    {
        Render<MudPopoverProvider>();
        _dialogs = Render<MudDialogProvider>();
    }

    [Theory]
    [InlineData("confirm-act", true)]
    [InlineData("confirm-cancel", false)]
    public async Task A_question_is_answered_by_the_button_pressed(string button, bool expected)
    {
        var confirm = Render<Confirm>();
        var answer = confirm.InvokeAsync(() => confirm.Instance.AskAsync(SellAll));

        await _dialogs.WaitForElement($"[data-test={button}]").ClickAsync();

        (await answer).Should().Be(expected);
    }

    [Fact]
    public void The_question_carries_its_numbers_and_the_button_names_the_act()
    {
        var confirm = Render<Confirm>();
        _ = confirm.InvokeAsync(() => confirm.Instance.AskAsync(SellAll));

        _dialogs.WaitForElement("[data-test=confirm-sentence]").TextContent.Should().Be(SellAll.Sentence);
        var act = _dialogs.Find("[data-test=confirm-act]");
        act.TextContent.Should().Be("전량 매도");
        act.ClassList.Should().Contain("cp-button-danger");
    }

    [Fact]
    public async Task A_second_question_answers_the_first_with_no()
    {
        var confirm = Render<Confirm>();
        var first = confirm.InvokeAsync(() => confirm.Instance.AskAsync(SellAll));

        _ = confirm.InvokeAsync(() => confirm.Instance.AskAsync(SellAll with { Title = "정말요?" }));

        (await first).Should().BeFalse();
    }

    [Theory]
    [InlineData("ko", "긴급 정지", "열린 포지션 3개, 약 1,500,000원")]
    [InlineData("en", "Emergency stop", "all 3 open positions, about ₩1,500,000")]
    public async Task The_stop_switch_says_what_selling_means_before_it_sells(string language, string title, string sentence)
    {
        using var reading = new InLanguage(language);
        var sold = 0;
        var button = StopSwitch(stopped: false, positions: 3, onSell: () => sold++);
        button.Find("[data-test=stop-switch]").GetAttribute("aria-label").Should().Be(title);

        await button.Find("[data-test=stop-switch]").ClickAsync();
        _dialogs.WaitForElement("[data-test=stop-sell]");

        _dialogs.Markup.Should().Contain(sentence);
        sold.Should().Be(0, "opening the dialog does nothing");
        await _dialogs.Find("[data-test=stop-sell]").ClickAsync();
        sold.Should().Be(1);
    }

    [Fact]
    public async Task With_nothing_to_sell_the_sale_is_disabled()
    {
        var button = StopSwitch(stopped: false, positions: 0, onSell: () => { });

        await button.Find("[data-test=stop-switch]").ClickAsync();

        _dialogs.WaitForElement("[data-test=stop-sell]").HasAttribute("disabled").Should().BeTrue();
    }

    [Fact]
    public async Task While_stopped_it_offers_to_resume_and_still_to_sell()
    {
        var lifted = 0;
        var button = StopSwitch(stopped: true, positions: 2, onSell: () => { }, onLift: () => lifted++);

        await button.Find("[data-test=stop-switch]").ClickAsync();
        _dialogs.WaitForElement("[data-test=stop-sell]").HasAttribute("disabled").Should().BeFalse();
        _dialogs.FindAll("[data-test=stop-buys]").Should().BeEmpty();
        await _dialogs.Find("[data-test=stop-lift]").ClickAsync();

        lifted.Should().Be(1);
    }

    [Theory]
    [InlineData("ko", "계좌 2개 모두에서 신규 매수를 멈추고 열린 포지션 5개를")]
    [InlineData("en", "on all 2 accounts and sells their 5 open positions")]
    public async Task Who_has_several_accounts_can_stop_them_all_at_once(string language, string sentence)
    {
        using var reading = new InLanguage(language);
        var acts = new List<string>();
        var button = Render<StopSwitchButton>(p => p
            .Add(c => c.IsStopped, false).Add(c => c.OpenPositions, 0).Add(c => c.Value, Krw.Zero).Add(c => c.Accounts, 2).Add(c => c.PositionsEverywhere, 5)
            .Add(c => c.OnStopBuys, () => { }).Add(c => c.OnSellEverything, () => { }).Add(c => c.OnLift, () => { })
            .Add(c => c.OnStopEverywhere, () => acts.Add("stop")).Add(c => c.OnSellEverywhere, () => acts.Add("sell")));

        await button.Find("[data-test=stop-switch]").ClickAsync();
        _dialogs.WaitForElement("[data-test=stop-sell-everywhere]");
        _dialogs.Markup.Should().Contain(sentence);
        await _dialogs.Find("[data-test=stop-sell-everywhere]").ClickAsync();
        await button.Find("[data-test=stop-switch]").ClickAsync();
        await _dialogs.WaitForElement("[data-test=stop-buys-everywhere]").ClickAsync();

        acts.Should().Equal("sell", "stop");
    }

    [Fact]
    public async Task With_one_account_nothing_is_offered_for_several()
    {
        var button = StopSwitch(stopped: false, positions: 1, onSell: () => { });

        await button.Find("[data-test=stop-switch]").ClickAsync();

        _dialogs.WaitForElement("[data-test=stop-sell]");
        _dialogs.Markup.Should().NotContain("everywhere");
    }

    private IRenderedComponent<StopSwitchButton> StopSwitch(bool stopped, int positions, Action onSell, Action? onLift = null) => Render<StopSwitchButton>(p => p
        .Add(c => c.IsStopped, stopped).Add(c => c.OpenPositions, positions).Add(c => c.Value, new Krw(positions * 500_000))
        .Add(c => c.OnStopBuys, () => { }).Add(c => c.OnSellEverything, onSell).Add(c => c.OnLift, onLift ?? (() => { })));
}
