using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Trading.Differences;
using FluentAssertions;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>A difference as a person sees it, and the dialog in which it is explained.</summary>
public sealed class BooksDifferencesTests : TradingPageTest
{
    [Fact]
    public void While_everything_agrees_nothing_is_drawn() => Render<BooksDifferences>().Markup.Trim().Should().BeEmpty();

    [Fact]
    public void It_says_what_differs_since_when_and_what_was_looked_for()
    {
        Stands(0, 3);

        var line = Render<BooksDifferences>().Find("[data-test=difference]");

        line.TextContent.Should().Contain("XRP").And.Contain("+3 XRP").And.Contain("모의투자").And.Contain("5분 전");
        line.QuerySelector("[data-test=sought]")!.TextContent.Should().Be("봇 주문 · 직접 체결 · 입출금");
        line.QuerySelector("[data-test=explain]")!.HasAttribute("disabled").Should().BeFalse();
        line.QuerySelector("[data-test=unasked]").Should().BeNull();
    }

    [Fact]
    public void What_is_a_moment_old_cannot_be_explained_yet_and_what_could_not_be_asked_for_is_said()
    {
        Stands(0, 3, Sought.EngineOrders | Sought.HandTrades | Sought.TransfersHidden, secondsAgo: 30);

        var line = Render<BooksDifferences>().Find("[data-test=difference]");

        line.QuerySelector("[data-test=explain]")!.HasAttribute("disabled").Should().BeTrue();
        line.QuerySelector("[data-test=fresh]")!.TextContent.Should().Contain("1분");
        line.QuerySelector("[data-test=unasked]")!.TextContent.Should().Contain("입금조회");
    }

    [Fact]
    public void Of_another_account_of_the_same_person_it_is_shown_too_under_its_own_badge()
    {
        var pocket = new TradingAccount(new AccountId(Guid.CreateVersion7(Story.Now.AddDays(1))), CurrentUser, AccountKind.Upbit, PriceSource.Upbit, Story.Now);
        Viewed.Others.Add(pocket);
        Differences.Standing.Add(new BooksDifference(CurrentUser, pocket.Id, new TieOutDifference(null, 1_000, 900), Sought.Everything, null, Story.Now));

        Render<BooksDifferences>().Find("[data-test=difference]").TextContent.Should().Contain("실거래").And.Contain("−100원");
    }

    [Fact]
    public async Task What_came_is_confirmed_with_what_it_will_count_as_and_the_gap_that_is_shown()
    {
        Stands(0, 3);
        Services.GetRequiredService<VisitorAddress>().Tell("203.0.113.7");
        var (page, dialog) = Open();
        dialog.Find("[data-test=sentence]").TextContent.Should().Contain("3 XRP").And.Contain("1,000원").And.Contain("3,000원").And.Contain("손익은 생기지 않습니다");

        await ChooseAsync(dialog, NoteKind.Airdrop);
        Differences.Standing.Clear();
        Differences.Answer = draft => Result<BooksNote>.Of(Posted(draft));
        await PressAsync(dialog);

        var (owner, handed, address) = Differences.Handed.Should().ContainSingle().Subject;
        (owner, handed.Account, handed.Asset, handed.Gap, handed.Kind, address).Should().Be((CurrentUser, Account.Id, Story.Market.Base, 3m, NoteKind.Airdrop, "203.0.113.7"));
        page.FindAll("[data-test=differences]").Should().BeEmpty("it is explained");
        dialog.WaitForAssertion(() => dialog.FindAll("[data-test=explain-act]").Should().BeEmpty("and the dialog is gone"));
    }

    [Fact]
    public void What_is_missing_was_no_airdrop_and_what_the_engine_loses_is_said()
    {
        Stands(10, 6);

        var (_, dialog) = Open();

        dialog.FindAll(".cp-segment").Select(segment => segment.TextContent).Should().Equal("포켓 이동", "스테이킹·리워드", "기타");
        dialog.Find("[data-test=sentence]").TextContent.Should().Contain("4 XRP").And.Contain("최근 포지션부터").And.Contain("손실로 세지 않습니다");
    }

    [Fact]
    public async Task Something_else_needs_the_persons_own_words()
    {
        Stands(0, 3);
        var (_, dialog) = Open();
        await ChooseAsync(dialog, NoteKind.Other);

        await PressAsync(dialog);
        Differences.Handed.Should().BeEmpty();
        dialog.Markup.Should().Contain("까닭을 적어 주세요.");

        await TypeAsync(dialog, "친구가 보냄");
        await PressAsync(dialog);
        Differences.Handed.Should().ContainSingle().Which.Draft.Text.Should().Be("친구가 보냄");
    }

    [Fact]
    public async Task A_refusal_says_why_shows_the_new_amount_and_loses_nothing_that_was_typed()
    {
        Stands(0, 3);
        var (_, dialog) = Open();
        await ChooseAsync(dialog, NoteKind.Reward);
        await TypeAsync(dialog, "스테이킹 보상");
        Differences.Standing.Clear();
        Stands(0, 4);
        Differences.Answer = draft => Problem.Of(NoteProblems.Changed, draft.Asset, draft.Gap, 4m);

        await PressAsync(dialog);

        dialog.Find("[data-test=refused]").TextContent.Should().Contain("+3 XRP").And.Contain("+4 XRP");
        dialog.Find("#cp-explain-title").TextContent.Should().Contain("+4 XRP");
        await PressAsync(dialog);
        Differences.Handed.Select(handed => (handed.Draft.Gap, handed.Draft.Kind, handed.Draft.Text)).Should().Equal((3m, NoteKind.Reward, "스테이킹 보상"), (4m, NoteKind.Reward, "스테이킹 보상"));
        Differences.Handed.Select(handed => handed.Draft.Id).Should().OnlyHaveUniqueItems("what was refused is over");
    }

    [Fact]
    public async Task After_a_doubt_the_same_note_is_asked_for()
    {
        Stands(0, 3);
        var (_, dialog) = Open();
        Differences.Answer = draft => Problem.Of(NoteProblems.JournalAway, draft.Asset, draft.Gap, 0m);

        await PressAsync(dialog);
        await PressAsync(dialog);

        Differences.Handed.Select(handed => handed.Draft.Id).Distinct().Should().ContainSingle();
    }

    [Theory]
    [InlineData("ko")]
    [InlineData("en")]
    public void Every_reason_kind_and_look_has_words(string culture)
    {
        string[] keys = [.. NoteProblems.All.Select(code => $"Problem_{code}"), .. Enum.GetNames<NoteKind>().Select(kind => $"Kind_{kind}"), "Sought_EngineOrders", "Sought_HandTrades", "Sought_Transfers"];

        keys.Should().OnlyContain(key => DifferencesText.ResourceManager.GetString(key, CultureInfo.GetCultureInfo(culture)) != null);
    }

    private void Stands(decimal books, decimal exchange, Sought sought = Sought.Everything, int secondsAgo = 300) => Differences.Standing.Add(
        new BooksDifference(CurrentUser, Account.Id, new TieOutDifference(Story.Market, books, exchange), sought, new Price(1_000), Wall.GetUtcNow().AddSeconds(-secondsAgo)));

    private (IRenderedComponent<BooksDifferences> Page, IRenderedComponent<MudBlazor.MudDialogProvider> Dialog) Open()
    {
        var dialogs = Dialogs();
        var page = Render<BooksDifferences>();
        page.Find("[data-test=explain]").Click();
        dialogs.WaitForElement("[data-test=explain-act]");
        return (page, dialogs);
    }

    private static Task ChooseAsync(IRenderedComponent<MudBlazor.MudDialogProvider> dialog, NoteKind kind) =>
        dialog.InvokeAsync(() => dialog.FindAll(".cp-segment").Single(segment => segment.TextContent == DifferencesText.ResourceManager.GetString($"Kind_{kind}", CultureInfo.CurrentUICulture)).QuerySelector("input")!.Change("on"));

    private static Task TypeAsync(IRenderedComponent<MudBlazor.MudDialogProvider> dialog, string text) => dialog.InvokeAsync(() => dialog.Find("textarea").Input(text));

    private static Task PressAsync(IRenderedComponent<MudBlazor.MudDialogProvider> dialog) => dialog.InvokeAsync(() => dialog.Find("[data-test=explain-act]").Click(new MouseEventArgs()));

    private static BooksNote Posted(NoteDraft draft)
    {
        var note = new BooksNote(default, draft, PriceSource.Simulated, null, Story.Now);
        note.Begin(new BooksDifference(default, draft.Account, new TieOutDifference(Story.Market, 0, draft.Gap), Sought.Everything, null, Story.Now));
        note.End(Story.Now);
        return note;
    }
}
