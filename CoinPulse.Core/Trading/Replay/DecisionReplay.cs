using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Replay;

/// <summary>What a night's replay came to.</summary>
/// <param name="Decisions">Replayed.</param>
/// <param name="Unreplayable">Their settings or candles are not stored.</param>
public sealed record ReplayReport(int Decisions, int Unreplayable, IReadOnlyList<DecisionDifference> Differences);

/// <summary>
/// Makes a day's decisions again on the stored candles, with the settings of then, and lists what is otherwise: the decision, the price, the fee, the time it took.
/// A strategy that trades on what it will later not find in its candles, or an exchange that fills elsewhere than the backtest does, shows here first.
/// </summary>
internal sealed class DecisionReplay(
    IReplayStore store, ICandleStore candles, ITradingAccounts accounts, IPositionStore positions, IMarketHub hub, StrategyCatalog catalog, EngineClock clock)
{
    // Spread and tick of a liquid market; what is beyond has moved between the decision and the fill.
    private static readonly Percent PriceTolerance = Percent.Of(0.2m);
    private static readonly Krw FeeTolerance = new(1);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    /// <summary>Replays a Seoul day and keeps what it found in the place of an earlier replay of that day.</summary>
    public async Task<ReplayReport> RunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var made = await store.DecisionsForEveryoneAsync(hub.Source, Kst.StartOf(day), Kst.StartOf(day.AddDays(1)), cancellationToken);
        var differences = new List<DecisionDifference>();
        var unreplayable = 0;
        foreach (var decision in made)
        {
            var found = new Findings(decision, day, clock.GetUtcNow());
            if (!await ReplayOpinionAsync(decision, found, cancellationToken)) unreplayable++;
            if (decision.Kind == DecisionKind.Entered) await ReplayEntryAsync(decision, found, cancellationToken);
            differences.AddRange(found.All);
        }

        await store.SaveForEveryoneAsync(hub.Source, day, differences, cancellationToken);
        return new ReplayReport(made.Count, unreplayable, differences);
    }

    /// <returns>False when what it needs is not stored.</returns>
    private async Task<bool> ReplayOpinionAsync(Decision decision, Findings found, CancellationToken cancellationToken)
    {
        if (catalog.Find(decision.Strategy) is not { } strategy
            || hub.Find(decision.Market) is not { } market
            || await SettingsOfAsync(decision, cancellationToken) is not { } settings) return false;

        var (candleAt, unit, needed) = (decision.DecisionCandleAt!.Value, settings.Timeframe, strategy.CandlesNeeded(settings));

        // Gaps make candles fewer, not older: twice the time is enough for what a strategy accepts.
        var stored = await candles.ReadAsync(hub.Source, decision.Market, unit, candleAt - unit.Length() * (needed * 2), candleAt + unit.Length(), cancellationToken);
        if (stored.Count < needed || stored[^1].OpenAt != candleAt) return false;

        var view = new MarketView(market, unit, [.. stored.TakeLast(needed)], QuoteAt(decision.Market, stored[^1]), decision.LastAt);
        var again = strategy.Consider(view, settings)?.Why;
        if (again?.ToString() != decision.Opinion?.ToString()) found.Add(DifferenceKind.Decision, decision.Opinion?.ToString() ?? "-", again?.ToString() ?? "-");
        return true;
    }

    private async Task ReplayEntryAsync(Decision decision, Findings found, CancellationToken cancellationToken)
    {
        var key = new EntryKey(decision.Account, decision.Strategy, decision.Market, decision.DecisionCandleAt!.Value);
        if (await positions.FindAsync(decision.Owner, PositionId.For(key), cancellationToken) is not { } file)
        {
            found.Add(DifferenceKind.Decision, "-", decision.Opinion?.ToString() ?? "-");
            return;
        }

        var (position, entry) = (file.Position, file.Intents.FirstOrDefault(intent => intent.Leg == Leg.Entry));
        if (await NextPriceAsync(decision, cancellationToken) is { } next) ComparePrice(position, entry, next, found);

        var fee = position.BoughtFunds * position.Fee.Fraction;
        if ((fee - position.BoughtFees).Abs() >= FeeTolerance) found.Add(DifferenceKind.Fee, Text(position.BoughtFees.Value), Text(fee.Value));
        if (entry?.AnsweredAt - entry?.PlannedAt is { } took && took > LongestAnswer) found.Add(DifferenceKind.Latency, Seconds(took), Seconds(LongestAnswer));
    }

    private static void ComparePrice(Position position, Intent? entry, Price next, Findings found)
    {
        if (position.Bought.IsZero)
        {
            if (entry?.Limit is { } limit && next <= limit) found.Add(DifferenceKind.Price, "-", Text(next.Value));
            return;
        }

        var paid = position.BoughtFunds / position.Bought;
        if (Math.Abs(paid.ChangeFrom(next).Fraction) > PriceTolerance.Fraction) found.Add(DifferenceKind.Price, Text(paid.Value), Text(next.Value));
    }

    /// <summary>The price at which a backtest enters: the first after the decision.</summary>
    private async Task<Price?> NextPriceAsync(Decision decision, CancellationToken cancellationToken)
    {
        var from = CandleUnit.Minute1.OpenOf(decision.LastAt);
        var minutes = await candles.ReadAsync(hub.Source, decision.Market, CandleUnit.Minute1, from, from.AddMinutes(5), cancellationToken);
        return minutes.Count > 0 ? Price.FromCandle(minutes[0].Open) : null;
    }

    private async Task<StrategySettings?> SettingsOfAsync(Decision decision, CancellationToken cancellationToken)
    {
        var json = await store.SettingsForEveryoneAsync(decision.SettingsHash!, cancellationToken);
        if (json is null)
        {
            // Set before hashes were kept, and not changed since.
            var now = await accounts.StrategiesAsync(decision.Owner, decision.Account, cancellationToken);
            json = now.FirstOrDefault(setup => SettingsHash.Of(setup.Strategy, setup.SettingsJson) == decision.SettingsHash)?.SettingsJson;
        }

        return json is not null && catalog.Read(decision.Strategy, json) is { Succeeded: true, Value: var settings } ? settings : null;
    }

    private static MarketQuote QuoteAt(MarketCode market, Candle candle)
    {
        var close = Price.FromCandle(candle.Close);
        return new MarketQuote(market, close, null, null, null, Price.FromCandle(candle.Open), new Krw((decimal)Math.Round(candle.Value)), candle.OpenAt, 0);
    }

    private static string Text(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) + " s";

    private sealed class Findings(Decision decision, DateOnly day, DateTimeOffset now)
    {
        public List<DecisionDifference> All { get; } = [];

        public void Add(DifferenceKind kind, string lived, string replayed) => All.Add(new DecisionDifference(
            Guid.CreateVersion7(now),
            decision.Owner,
            decision.Account,
            decision.Source,
            day,
            decision.Strategy,
            decision.Market,
            decision.LastAt,
            kind,
            Shorten(lived),
            Shorten(replayed)));

        private static string Shorten(string text) => text.Length <= DecisionDifference.LongestText ? text : text[..DecisionDifference.LongestText];
    }
}
