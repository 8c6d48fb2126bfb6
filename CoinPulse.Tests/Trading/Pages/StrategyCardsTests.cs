using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Trading;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

public sealed class StrategyCardsTests : TradingPageTest
{
    private static readonly StrategyId Swing = StrategyId.From("swing");

    private readonly SettingsDesk _desk = new();
    private int _changes;

    public StrategyCardsTests() => Services.AddSingleton<ISettingsDesk>(_desk);

    [Fact]
    public void Every_strategy_that_is_offered_has_a_card_with_its_state_and_the_way_to_its_settings()
    {
        var cards = Cards(new StrategySetup(Account.Id, Swing, "{}", Armed: true, WaitsForPerson: false));

        cards.FindAll("h3").Should().HaveCount(StrategyCatalog.Offered.Strategies.Count);
        cards.Find("[data-test=state-swing]").TextContent.Should().Be("켜짐");
        cards.Find("[data-test=arm-swing]").TextContent.Trim().Should().Be("전략 끄기");
        cards.Find("[data-test=state-trend]").TextContent.Should().Be("꺼짐");
        cards.Find("[data-test=settings-trend]").GetAttribute("href").Should().Contain("strategy=trend");
    }

    [Fact]
    public async Task Three_presses_in_a_row_are_three_strategies_turned_on()
    {
        var cards = Cards();
        _desk.Ready = new TaskCompletionSource();

        var presses = new[] { "swing", "trend", "mean-reversion" }.Select(id => cards.Find($"[data-test=arm-{id}]").ClickAsync()).ToList();
        cards.FindAll("[data-saves]").Select(button => button.GetAttribute("data-saves")).Should().OnlyContain(saved => saved == "0", "none is kept yet, and the browser knows it");
        _desk.Ready.SetResult();
        await Task.WhenAll(presses);

        _desk.Armed.Should().BeEquivalentTo([("swing", true), ("trend", true), ("mean-reversion", true)]);
        cards.FindAll("[data-saves]").Select(button => button.GetAttribute("data-saves")).Should().OnlyContain(saved => saved == "1");
        _changes.Should().Be(3);
    }

    [Fact]
    public async Task A_press_is_kept_although_the_page_is_left_before_the_answer()
    {
        var cards = Cards();
        _desk.Ready = new TaskCompletionSource();
        var press = cards.Find("[data-test=arm-swing]").ClickAsync();

        await DisposeComponentsAsync();
        _desk.Ready.SetResult();
        await press;

        _desk.Armed.Should().Equal(("swing", true));
        _desk.Cancelled.Should().BeFalse();
    }

    [Fact]
    public async Task A_strategy_with_settings_that_make_no_sense_stays_off_and_says_why_on_its_own_card()
    {
        _desk.Problems = [Problem.Of(SettingsProblems.StrategyUnknown, "swing")];
        var cards = Cards();

        await cards.Find("[data-test=arm-swing]").ClickAsync();

        cards.FindAll("[data-test=arm-refused]").Should().ContainSingle().Which.TextContent.Should().Contain("swing");
        cards.Find("[data-test=arm-refused]").ParentElement!.TextContent.Should().Contain("스윙");
    }

    [Fact]
    public async Task After_an_emergency_the_strategy_waits_until_a_person_has_looked()
    {
        var cards = Cards(new StrategySetup(Account.Id, Swing, "{}", Armed: true, WaitsForPerson: true));
        cards.FindAll("[data-test=emergency]").Should().ContainSingle();

        await cards.Find("[data-test=release]").ClickAsync();

        Accounts.Released.Should().Equal(Swing);
        _changes.Should().Be(1);
    }

    private IRenderedComponent<StrategyCards> Cards(params StrategySetup[] setups) => Render<StrategyCards>(parameters => parameters
        .Add(cards => cards.Picture, Picture() with { Strategies = setups })
        .Add(cards => cards.Changed, () => _changes++));

    private sealed class SettingsDesk : ISettingsDesk
    {
        public List<(string Strategy, bool Armed)> Armed { get; } = [];

        public TaskCompletionSource? Ready { get; set; }

        public bool Cancelled { get; private set; }

        public IReadOnlyList<Problem> Problems { get; set; } = [];

        public async Task<Result<Done>> ArmAsync(UserId owner, AccountId account, StrategyId strategy, bool armed, CancellationToken cancellationToken)
        {
            if (Ready is { } ready) await ready.Task;
            Cancelled = cancellationToken.IsCancellationRequested;
            Armed.Add((strategy.Value, armed));
            return Problems.Count > 0 ? Result<Done>.Refused(Problems) : Done.Result;
        }

        public Task<Result<Done>> SaveAsync(UserId owner, AccountId account, StrategyId strategy, StrategySettings settings, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<Done>> SaveAsync(UserId owner, AccountId account, RiskSettings settings, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
