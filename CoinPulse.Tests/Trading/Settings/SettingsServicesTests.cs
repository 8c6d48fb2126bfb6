using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies.MeanReversion;
using CoinPulse.Core.Trading.Strategies.Swing;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Settings;

/// <summary>Settings, preview and meters as the whole application wires them, on a market that does only what the test says.</summary>
public sealed class SettingsServicesTests : IAsyncLifetime, IDisposable
{
    private static readonly UserId Owner = new(Guid.Parse("01900000-0000-7000-8000-00000000000b"));
    private static readonly MarketCode Fallen = MarketCode.From("KRW-XRP");

    private readonly HandDrivenHub _hub = new(TimeProvider.System);
    private readonly CoinPulseApp _app;
    private AccountId _account;

    public SettingsServicesTests() => _app = new CoinPulseApp(services => services.AddSingleton<IMarketHub>(_hub));

    public async Task InitializeAsync() => _account = (await Get<IPaperTrading>().OpenAsync(Owner, default)).Id;

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Settings_that_make_no_sense_are_neither_kept_nor_armed()
    {
        var desk = Get<ISettingsDesk>();

        (await desk.SaveAsync(Owner, _account, SwingStrategy.Name, new SwingSettings { Emergency = 1 }, default)).Problems.Should().ContainSingle().Which.Field.Should().Be("Emergency");
        (await SetupsAsync()).Should().BeEmpty();

        await Get<ITradingAccounts>().SetStrategyAsync(Owner, new StrategySetup(_account, SwingStrategy.Name, """{"Emergency":1}""", false, false), default);
        (await desk.ArmAsync(Owner, _account, SwingStrategy.Name, true, default)).Problems.Should().ContainSingle().Which.Code.Should().Be(SettingsProblems.EmergencyNotBeyondStop);
        (await SetupsAsync()).Single().Armed.Should().BeFalse();
    }

    [Fact]
    public async Task Saving_leaves_a_strategy_as_armed_as_it_was_and_disarming_always_works()
    {
        var desk = Get<ISettingsDesk>();
        (await desk.ArmAsync(Owner, _account, SwingStrategy.Name, true, default)).Succeeded.Should().BeTrue();

        (await desk.SaveAsync(Owner, _account, SwingStrategy.Name, new SwingSettings { StopLoss = 2 }, default)).Succeeded.Should().BeTrue();
        (await SetupsAsync()).Single().Should().Match<StrategySetup>(setup => setup.Armed && setup.SettingsJson.Contains("\"StopLoss\":2"));

        (await desk.ArmAsync(Owner, _account, SwingStrategy.Name, false, default)).Succeeded.Should().BeTrue();
        (await SetupsAsync()).Single().Armed.Should().BeFalse();
    }

    [Fact]
    public async Task Limits_are_checked_kept_and_read_by_the_meters()
    {
        var desk = Get<ISettingsDesk>();

        (await desk.SaveAsync(Owner, _account, new RiskSettings { Drawdown = 200 }, default)).Succeeded.Should().BeFalse();
        (await desk.SaveAsync(Owner, _account, new RiskSettings { Drawdown = 7, MostPositionsOverAll = 4 }, default)).Succeeded.Should().BeTrue();

        var risk = (await Get<IRiskReader>().ReadAsync(Owner, default))!;
        (risk.Drawdown.Limit, risk.Positions).Should().Be((Percent.Of(7), new Gauge<int>(0, 4)));
        risk.Holds.Select(hold => hold.Code).Should().Equal(EntryReasons.TradingOff);
        risk.HeldBecause.Should().NotBeNull("nothing has been compared with the exchange yet");
    }

    [Fact]
    public async Task The_preview_says_what_the_strategy_would_buy_and_what_the_rules_would_refuse()
    {
        ShowFall(Fallen);
        ShowFall(MarketCode.From("KRW-USDT"));
        _hub.SetMarket(MarketCode.From("KRW-BTC"));

        var preview = (await Get<ISettingsPreviews>().OfAsync(Owner, MeanReversionStrategy.Name, new MeanReversionSettings(), null, default))!;

        (preview.Markets, preview.Wishes.Count, preview.Left).Should().Be((3, 2, 1));
        preview.Wishes.Single(wish => wish.Market.Market == Fallen).Verdict.Should().BeOfType<EntryVerdict.Accepted>();
        preview.Wishes.Single(wish => wish.Market.Market != Fallen).Verdict.Should().BeOfType<EntryVerdict.Refused>().Which.Why.Code.Should().Be(EntryReasons.MarketExcluded);

        var tight = (await Get<ISettingsPreviews>().OfAsync(Owner, MeanReversionStrategy.Name, new MeanReversionSettings(), new RiskSettings { ExcludedMarkets = ["KRW-XRP", "KRW-USDT"] }, default))!;
        tight.Left.Should().Be(0, "limits that are still being typed count");
    }

    private async Task<IReadOnlyList<StrategySetup>> SetupsAsync() => await Get<ITradingAccounts>().StrategiesAsync(Owner, _account, default);

    /// <summary>A market that stood still and fell by seven in a hundred in its last three candles.</summary>
    private void ShowFall(MarketCode market)
    {
        var unit = new MeanReversionSettings().Timeframe;
        var last = unit.LastClosed(Get<EngineClock>().GetUtcNow());
        double[] closes = [.. Enumerable.Range(0, 100).Select(candle => 1_000 + candle % 2), 980, 950, 930];
        _hub.PlaceAt(market, new Price(930), new Price(931), new Quantity(10_000));
        _hub.SetClosed(market, unit, [.. closes.Select((close, index) => new Candle(last + unit.Length() * (index - closes.Length + 1), close, close, close, close, 1, close))]);
    }

    private T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();
}
