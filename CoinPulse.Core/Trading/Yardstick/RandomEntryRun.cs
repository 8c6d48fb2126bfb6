using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Core.Trading.Strategies.RandomEntry;

namespace CoinPulse.Core.Trading.Yardstick;

/// <summary>
/// One life of the account with entries drawn by lot: the same sizes, risk rules, guards, fees and spread. Pure: the same seed on the same candles gives the same
/// won. A decision sees closed candles alone and is carried out at the first price after them; within a candle the low comes before the high, so a stop comes
/// before a target; a gap is filled at the gap.
/// </summary>
internal sealed class RandomEntryRun(YardstickCase given, long seed)
{
    private static readonly UserId Nobody = default;

    private readonly List<ShadowPosition> _held = [];
    private readonly Dictionary<MarketCode, DateTimeOffset> _lastExits = [];
    private readonly Dictionary<StrategyId, (int Count, DateTimeOffset? LastAt)> _stops = [];
    private Krw _cash = given.Cash;
    private Krw _peak = given.Cash;
    private Krw _opening = given.Cash;
    private Krw _realisedToday;
    private DateOnly _today = Kst.DayOf(given.From);

    /// <summary>Equity at each of the case's moments.</summary>
    public IReadOnlyList<Krw> Run()
    {
        var lots = given.Armed.Select(armed => (armed, Lots: new RandomEntryStrategy(armed.Strategy, seed, armed.Chance))).ToList();
        var curve = new List<Krw>(given.Moments.Count);
        var next = 0;
        for (var at = given.From; at < given.Until; at += given.Unit.Length())
        {
            for (; next < given.Moments.Count && given.Moments[next] <= at; next++) curve.Add(Equity(at));
            BeginDay(at);
            foreach (var (armed, strategy) in lots.Where(lot => IsDue(lot.armed, at))) Decide(armed, strategy, at);
            foreach (var position in _held.ToList()) Follow(position, at);
            _held.RemoveAll(position => position.Position.Held.IsZero);
        }

        while (curve.Count < given.Moments.Count) curve.Add(Equity(given.Until));
        return curve;
    }

    /// <summary>Once per closed candle, and at the beginning on the candle that had closed last, as the engine does when a strategy is armed.</summary>
    private bool IsDue(ArmedCase armed, DateTimeOffset at) => at == given.From || armed.Settings.Timeframe.OpenOf(at) == at;

    private void BeginDay(DateTimeOffset at)
    {
        var equity = Equity(at);
        _peak = Krw.Max(_peak, equity);
        if (Kst.DayOf(at) == _today) return;
        (_today, _opening, _realisedToday) = (Kst.DayOf(at), equity, Krw.Zero);
    }

    private void Decide(ArmedCase armed, RandomEntryStrategy lots, DateTimeOffset at)
    {
        var candleAt = armed.Settings.Timeframe.LastClosed(at);
        foreach (var position in _held.Where(position => position.Strategy == armed.Strategy.Id).ToList())
        {
            var view = position.History.ViewOf(armed, candleAt, at);
            if (view is not null && armed.Strategy.Reconsider(view, armed.Settings) is not null && position.History.At(at) is { } now) Sell(position, position.History.Bid(now.Open), position.Position.Held, at, isStop: false);
        }

        _held.RemoveAll(position => position.Position.Held.IsZero);
        var wishes = given.Markets
            .Select(history => (History: history, Wish: history.DecisionAt(armed.Settings.Timeframe, candleAt) is { } candle ? lots.Consider(history.LotView(armed, candle, at), armed.Settings) : null))
            .Where(found => found.Wish is not null)
            .OrderByDescending(found => found.Wish!.Strength);
        foreach (var (history, wish) in wishes) Enter(armed, history, wish!, candleAt, at);
    }

    private void Enter(ArmedCase armed, MarketHistory history, Opinion wish, DateTimeOffset candleAt, DateTimeOffset at)
    {
        // The first price after the decision candle. A market in which nothing traded then is not bought.
        if (history.At(at) is not { } candle) return;
        var request = new EntryRequest(
            new Krw(armed.Settings.AmountPerEntry), armed.Settings, given.Risk, FactsOf(armed, at), HoldingOf(history), history.FactsAt(candle.Open, at, given.Risk), given.Venue, at);
        if (RiskRules.Decide(request) is not EntryVerdict.Accepted accepted) return;

        var ask = request.Market.Ask!.Value;
        var funds = ask * accepted.Quantity;
        var fee = funds * given.Venue.Fee;
        if (funds + fee > _cash) return;
        var key = new EntryKey(given.Account, armed.Strategy.Id, history.Market, candleAt);
        var position = new Position(key, Nobody, AccountKind.Paper, given.Source, wish.Why, at, funds + fee, armed.Settings.ToExitPlan(), given.Venue.Fee);
        position.Buy(accepted.Quantity, funds, fee, at);
        _cash -= funds + fee;
        _realisedToday -= fee;
        _held.Add(new ShadowPosition(armed.Strategy.Id, history, position, new Guard(position, at)));
    }

    /// <summary>Leads the guard along the candle: open, low, high, close.</summary>
    private void Follow(ShadowPosition position, DateTimeOffset at)
    {
        if (position.History.At(at) is not { } candle) return;
        double[] path = [candle.Open, candle.Low, candle.High, candle.Close];
        for (var step = 0; step < path.Length && !position.Position.Held.IsZero;)
        {
            var bid = position.History.Bid(path[step]);
            if (position.Guard.See(bid, at, targetRests: false) is not { } fired)
            {
                step++;
                continue;
            }

            // At the open the price is where it is; within the candle it passed through the level on its way.
            var price = step == 0 || fired.Because == ExitReason.TimeLimit ? fired.Seen : fired.Limit;
            Sell(position, price, fired.Quantity, at, fired.Because is ExitReason.StopLoss or ExitReason.Emergency);
            if (fired.Because == ExitReason.TakeProfit) position.Guard.CountTarget();
        }
    }

    private void Sell(ShadowPosition held, Price price, Quantity quantity, DateTimeOffset at, bool isStop)
    {
        var funds = KrwTicks.RoundDown(price) * quantity;
        var fee = funds * given.Venue.Fee;
        var cost = held.Position.Sell(quantity, funds, fee);
        held.Guard.Cover(held.Position);
        _cash += funds - fee;
        _realisedToday += funds - cost - fee;
        if (!held.Position.Held.IsZero) return;
        _lastExits[held.History.Market] = at;
        _stops[held.Strategy] = isStop ? (_stops.GetValueOrDefault(held.Strategy).Count + 1, at) : (0, null);
    }

    private AccountFacts FactsOf(ArmedCase armed, DateTimeOffset at)
    {
        var equity = Equity(at);
        var own = _held.Where(position => position.Strategy == armed.Strategy.Id).ToList();
        var (stops, lastStop) = _stops.GetValueOrDefault(armed.Strategy.Id);
        return new AccountFacts(
            TradingOn: true, EntryStops.None, AgreementsGiven: true, equity, Krw.Max(_peak, equity), _realisedToday, equity - _opening - _realisedToday, _held.Count, own.Count,
            UsedBy(_held), UsedBy(own), _cash, stops, lastStop);
    }

    private HoldingFacts HoldingOf(MarketHistory history) => new(
        _held.Any(position => position.History == history), HeldByHand: false, EntryUnknown: false, _lastExits.TryGetValue(history.Market, out var exit) ? exit : null);

    private Krw Equity(DateTimeOffset at) => _held.Aggregate(_cash, (sum, position) => sum + position.History.LastBefore(at) * position.Position.Held);

    private static Krw UsedBy(IEnumerable<ShadowPosition> positions) => positions.Aggregate(Krw.Zero, (sum, held) => sum + held.Position.Cost * held.Position.Held);

    private sealed record ShadowPosition(StrategyId Strategy, MarketHistory History, Position Position, Guard Guard);
}
