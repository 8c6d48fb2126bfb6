using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>
/// Plays recorded candles through the engine that trades: the same cycle, desk, guards, journal and paper exchange; only the clock, the prices and the place where
/// things are kept differ. Fees, ticks, spread and slippage are the paper exchange's and cannot be switched off.
/// </summary>
public static class BacktestRunner
{
    public static async Task<BacktestResult> RunAsync(BacktestRequest request, StrategyCatalog catalog, CancellationToken cancellationToken)
    {
        var steps = CandleStep.Of(request.Candles.Select(batch => (batch.Market, batch.Candles)));
        if (steps.Count == 0) throw new ArgumentException("There is no candle to play.", nameof(request));

        using var stage = new Stage(request, catalog, steps[0].OpenAt);
        await stage.OpenAsync(cancellationToken);
        foreach (var step in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await stage.Player.PlayAsync(step, request.Unit, cancellationToken);
        }

        return await stage.EndAsync(steps[^1].OpenAt + request.Unit.Length(), cancellationToken);
    }

    /// <summary>Everything that one backtest consists of.</summary>
    private sealed class Stage : IPlayedMarket, IExchangeDirectory, IDisposable
    {
        private readonly BacktestRequest _request;
        private readonly BacktestTime _time;
        private readonly MarketHub _hub;
        private readonly PaperVenue _venue;
        private readonly PaperExchanges _paper;
        private readonly MemoryBooks _books = new();
        private readonly MemoryJournal _journal;
        private readonly MemoryPast _past;
        private readonly MemoryAccount _account;
        private readonly EntryGate _gate;
        private readonly TradingEngine _engine;
        private readonly TradingCycle _cycle;
        private readonly IDisposable _prices;

        public Stage(BacktestRequest request, StrategyCatalog catalog, DateTimeOffset startsAt)
        {
            _request = request;
            _time = new BacktestTime(startsAt);
            var clock = new EngineClock(_time);
            _hub = new MarketHub(request.Account.Source, _time, NullLogger<MarketHub>.Instance);
            _venue = new PaperVenue(_hub, _time, stepsByHand: true);
            _paper = new PaperExchanges(_venue, new InMemoryPaperStore(), clock, new NoCrashPoints(), NullLogger<PaperExchanges>.Instance);
            _journal = new MemoryJournal(_books);
            _past = new MemoryPast(_journal, _books);
            _account = new MemoryAccount(request);
            _gate = new EntryGate(_hub, _account, _account, _account);
            var guards = new GuardBook(clock);
            var sender = new OrderSender(_journal, this, _account, clock, _time, Silent<OrderSender>());
            var resolver = new UnknownResolver(_journal, this, _books, sender, clock, _time);
            var desk = new PositionDesk(_journal, this, _hub, sender, resolver, _books, _account, clock, _time, Silent<PositionDesk>());
            _engine = new TradingEngine(_journal, _account, this, _hub, desk, guards, _account, new SystemStartup(), _time, Silent<TradingEngine>());
            var look = new AccountLook(_account, _past, _account, _books, _account, this, _hub);
            _cycle = new TradingCycle(_account, _journal, _past, look, _hub, new OpinionBoard(_hub), catalog, desk, _gate, _account, clock, _time, Silent<TradingCycle>());
            _prices = _hub.Subscribe(guards.OnPrice, SubscriptionOrder.Guard);
            Player = new CandlePlayer(_hub, guards, this, _time, _time, request.Ends);
        }

        public CandlePlayer Player { get; }

        public IExchange For(TradingAccount account) => _paper.For(account);

        public async Task OpenAsync(CancellationToken cancellationToken)
        {
            _hub.Open(_request.Markets);
            foreach (var past in _request.History)
            {
                foreach (var candle in past.Candles) _hub.BoardOf(past.Market)?.Add(candle, past.Unit);
            }

            _hub.Enter(FeedState.Live);

            var account = _account.Account;
            await _paper.OpenAsync(account, cancellationToken);
            var difference = _request.Cash - TradingAccount.PaperCash;
            if (difference.IsPositive) await _paper.DepositAsync(account, difference, cancellationToken);
            if ((-difference).IsPositive) await _paper.WithdrawAsync(account, -difference, cancellationToken);
            await _books.PostAsync(account.Owner, Ledger.Deposit(account.Owner, account.Id, _request.Cash, "opening", _time.GetUtcNow()), cancellationToken);
            await _engine.ListenAsync(account.Owner, account.Id, cancellationToken);
            _gate.Reconciled(account.Id, tiesOut: true);
        }

        public Task AdvanceToAsync(DateTimeOffset moment, CancellationToken cancellationToken)
        {
            _time.AdvanceTo(moment);
            _engine.LookAtWhatIsDue();
            return Task.CompletedTask;
        }

        public async Task SettleAsync()
        {
            await _venue.PumpAsync();
            await _engine.SettleAsync();
        }

        public async Task DecideAsync(CancellationToken cancellationToken)
        {
            await _cycle.RunAsync(_account.Account, cancellationToken);
            await SettleAsync();
        }

        public async Task<BacktestResult> EndAsync(DateTimeOffset at, CancellationToken cancellationToken)
        {
            await AdvanceToAsync(at, cancellationToken);
            _hub.CloseUntil(at);
            await SettleAsync();
            var exchange = _paper.For(_account.Account);
            var balances = (await exchange.BalancesAsync(cancellationToken)).Value;
            var violations = AccountInvariants.Check(_journal.Record(), await TheirsAsync(exchange, balances, cancellationToken));
            return new BacktestResult(_past.Decisions, _journal.Positions, _journal.Fills, _past.Curve, Equity.Of(balances, _hub), balances.Cash, violations);
        }

        public void Dispose()
        {
            _prices.Dispose();
            _engine.Dispose();
            _paper.Dispose();
            _venue.Dispose();
        }

        /// <summary>What the exchange has, asked as the nightly check asks.</summary>
        private async Task<ExchangeRecord> TheirsAsync(PaperExchange exchange, AccountBalances balances, CancellationToken cancellationToken)
        {
            var open = await exchange.OpenOrdersAsync(cancellationToken);
            var closed = await exchange.ClosedOrdersAsync(_request.Account.OpenedAt, cancellationToken);
            List<ExchangeOrder> orders = [.. open.Value, .. closed.Value];
            var known = orders.Select(order => order.Key).ToHashSet();
            return new ExchangeRecord(balances, orders, [.. _journal.Record().Orders.Where(order => order.ExchangeId is not null && !known.Contains(order.Key)).Select(order => order.Key)]);
        }

        private static NullLogger<T> Silent<T>() => NullLogger<T>.Instance;
    }
}
