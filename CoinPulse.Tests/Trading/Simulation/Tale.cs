using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Differences;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>One random story of one account: a bad line, a wild market, a person with hands, a process that dies; then calm, until everything has settled.</summary>
internal sealed class Tale(World world) : IDisposable
{
    private const int Steps = 22;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.5);

    private Life _life = null!;

    public int Crashes { get; private set; }

    /// <summary>What the last comparison of an account said.</summary>
    public TieOut? TieOutOf(TradingAccount account) => _life.TieOutOf(account);

    /// <summary>Tells it to its end.</summary>
    public async Task TellAsync()
    {
        await BeginLifeAsync();
        await SurviveAsync(MinuteAsync);
        for (var step = 0; step < Steps; step++)
        {
            await SurviveAsync(StepAsync);
            await JudgeAsync();
        }

        await SurviveAsync(SettleAsync);
    }

    public void Dispose() => _life?.Dispose();

    /// <summary>What holds at every moment, while things are under way too.</summary>
    private async Task JudgeAsync()
    {
        if (!_life.JournalIsWhole) return;
        foreach (var account in world.Accounts)
        {
            var wrong = Oracle.Always(await Rows.ReadAsync(world.Database, account.Id), (await world.Exchange.BooksAsync(account)).Orders).ToList();
            if (wrong.Count > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, wrong));
        }
    }

    private async Task BeginLifeAsync()
    {
        world.Storage.IsGone = false;   // a process does not start before its database is there
        _life = new Life(world);
        await _life.TakeUpAsync();
        await _life.ReconcileAsync();
    }

    /// <summary>Whatever dies is made new on what it left, and what it was doing is not known to anybody.</summary>
    private async Task SurviveAsync(Func<Task> act)
    {
        var next = act;
        while (true)
        {
            try
            {
                await next();
                return;
            }
            catch (SimulatedCrashException crash)
            {
                world.Note(crash.Message);
                Crashes++;
                world.Tally.Count(Trouble.Death);
                _life.Dispose();
                next = act == SettleAsync ? BeginAgainAndSettleAsync : BeginLifeAsync;
            }
        }
    }

    private async Task BeginAgainAndSettleAsync()
    {
        await BeginLifeAsync();
        await SettleAsync();
    }

    private async Task StepAsync()
    {
        if (world.Exchange.Stir() is { } stirred) world.Note(stirred);
        var lot = world.Dice.Next(100);
        switch (lot)
        {
            case < 28:
                await JumpAsync();
                break;
            case < 40:
                await MinuteAsync();
                break;
            case < 58:
                await _life.PassAsync(world.Dice.Next(1, 12) * Moment, Moment);
                break;
            case < 65:
                world.Note("compares");
                await _life.ReconcileAsync();
                break;
            case < 75:
                await HandAsync();
                break;
            case < 80:
                await OnThePageAsync();
                break;
            case < 83 when world.HasBadDays:
                world.Storage.IsGone = !world.Storage.IsGone;
                if (world.Storage.IsGone) world.Tally.Count(Trouble.DatabaseGone);
                world.Note($"the database is {(world.Storage.IsGone ? "gone" : "there")}");
                break;
            case < 86:
                var halted = world.Dice.Next(3);
                world.Note($"{World.Markets[halted]} halts or resumes");
                world.Halt(World.Markets[halted], !world.Hub.Find(World.Markets[halted])!.Halted);
                break;
            case < 88:
                _life.Line.ReleaseEvents();
                break;
            case < 90:
                throw new SimulatedCrashException("rest");
            default:
                _life.Crashes.DieAfter(world.Dice.Next(0, 16));
                break;
        }

        await _life.WorkAsync();
    }

    private async Task JumpAsync()
    {
        var market = World.Markets[world.Dice.Next(World.Markets.Length)];
        var bid = world.Hub.Quote(market)!.Bid!.Value.Value;
        var size = world.Dice.Next(4) == 0 ? 0.14 : 0.04;
        world.Place(market, bid * (decimal)(1 + (world.Dice.NextDouble() - 0.5) * 2 * size));
        world.Note($"{market} at {world.Hub.Quote(market)!.Bid} deep {world.Hub.Quote(market)!.Book!.BidDepth}");
        await _life.WorkAsync();
    }

    /// <summary>A minute closes and the cycle looks at it.</summary>
    private async Task MinuteAsync()
    {
        await _life.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
        if (world.Dice.Next(2) == 0) await _life.TryAsync(GoOnAsync);
        var opensAt = CandleUnit.Minute1.LastClosed(world.Clock.GetUtcNow());
        foreach (var market in World.Markets)
        {
            var close = (double)world.Hub.Quote(market)!.Last.Value;
            world.Hub.SetClosed(market, CandleUnit.Minute1, [new Candle(opensAt, close, close, close, close, 1, close)]);
        }

        world.Note("cycle");
        await _life.CycleAsync();
    }

    /// <summary>The person presses something of ours: the stop switches, one sale, a higher stop.</summary>
    private async Task OnThePageAsync()
    {
        var account = Drawn(world.Accounts);
        var act = world.Dice.Next(6);
        world.Note($"on the page: {act}");
        await _life.TryAsync(() => act switch
        {
            0 => _life.Person.PanicAsync(world.Owner, account.Id, "simulated", default),
            1 => _life.Person.PanicEverywhereAsync(world.Owner, "simulated", default),
            2 => _life.Person.StopEverywhereAsync(world.Owner, "simulated", default),
            _ => WithOneAsync(account, act),
        });
    }

    private async Task WithOneAsync(TradingAccount account, int act)
    {
        var live = await _life.LiveAsync(account);
        if (live.Count == 0) return;
        var file = Drawn(live);
        var id = file.Position.Id;
        if (act == 3) await _life.Person.SellAsync(world.Owner, account.Id, id, default);
        if (act == 4) await _life.SellElsewhereAsync(account, id);
        if (act == 5 && file.Guard is { } guard) await _life.Person.MoveStopAsync(world.Owner, account.Id, id, KrwTicks.RoundDown(guard.Stop * 1.01m), default);
    }

    /// <summary>The person lets everything go on that was stopped, by them or by an emergency.</summary>
    private async Task GoOnAsync()
    {
        await _life.Switches.LiftAsync(world.Owner, StopScope.User, world.Owner.Value, world.Owner, "simulated", default);
        foreach (var account in world.Accounts)
        {
            await _life.Switches.LiftAsync(world.Owner, StopScope.Account, account.Id.Value, world.Owner, "simulated", default);
            await _life.Accounts.ReleaseStrategyAsync(world.Owner, account.Id, EagerStrategy.Name, default);
        }
    }

    private T Drawn<T>(IReadOnlyList<T> among) => among[world.Dice.Next(among.Count)];

    /// <summary>The person trades in the exchange's own app.</summary>
    private async Task HandAsync()
    {
        var market = Drawn(World.Markets);
        var account = Drawn(world.Accounts);
        var free = await _life.Line.FreeAsync(account, market);
        var bid = world.Hub.Quote(market)!.Bid!.Value;
        var key = ClientOrderId.From("hand");
        switch (world.Dice.Next(4))
        {
            case 0 when free.IsPositive:
                var sold = Quantity.CutFrom(free.Value * world.Dice.Next(1, 11) / 10);
                if (sold.IsPositive) await ByHandAsync(account, OrderRequest.SellAtMarket(key, market, sold), Trouble.SoldByHand);
                break;
            case 1 when free.IsPositive:
                var locked = Quantity.CutFrom(free.Value * world.Dice.Next(1, 11) / 10);
                if (locked.IsPositive) await ByHandAsync(account, OrderRequest.Rest(key, market, OrderSide.Ask, KrwTicks.RoundUp(bid * 1.3m), locked), Trouble.LockedByHand);
                break;
            case 2:
                await ByHandAsync(account, OrderRequest.BuyAtMarket(key, market, new Krw(world.Dice.Next(5_000, 200_000))), "coins are bought by hand");
                break;
            default:
                var open = await _life.Line.OpenAsync(account);
                if (open.Count == 0) break;
                var order = open[world.Dice.Next(open.Count)];
                if (order.Key is not null) world.Tally.Count(Trouble.TargetCancelled);
                world.Note($"cancels {order.Key ?? order.Id} by hand");
                await _life.Line.CancelByHandAsync(account, order.Id);
                break;
        }
    }

    private async Task ByHandAsync(TradingAccount account, OrderRequest order, string what)
    {
        var came = await _life.Line.PlaceByHandAsync(account, order);
        world.Tally.Count(what);
        world.Note($"by hand {order.Side} {order.Kind} {order.Market} {order.Quantity} {order.Funds}: {came}");
    }

    /// <summary>The line is good again, the person takes their own orders back, markets open and are deep. Everything must come to rest.</summary>
    private async Task SettleAsync()
    {
        world.Exchange.Calm();
        world.Storage.IsGone = false;
        _life.Crashes.DieAfter(int.MaxValue);
        world.Note("calm");
        foreach (var market in World.Markets)
        {
            world.Halt(market, halted: false);
            world.PlaceAt(market, world.Hub.Quote(market)!.Bid!.Value, new Quantity(100_000));
        }

        foreach (var account in world.Accounts)
        {
            var open = await _life.Line.OpenAsync(account);
            foreach (var order in open.Where(order => order.Key is null)) await _life.Line.CancelByHandAsync(account, order.Id);
        }

        _life.Line.ReleaseEvents();
        await _life.PassAsync(TimeSpan.FromSeconds(12), Moment);
        await _life.ReconcileAsync();
        await _life.PassAsync(TimeSpan.FromSeconds(150), TimeSpan.FromSeconds(5));
        for (var round = 0; round < 3; round++)
        {
            await _life.ReconcileAsync();
            if (world.ExplainsMoves)
            {
                await _life.PassAsync(BooksDifference.LeastStanding, TimeSpan.FromSeconds(5));
                await _life.ExplainAsync();
            }

            world.SayPrices();

            // A market whose end is announced is left by the minute's pass.
            if (world.AnEndIsSaid && round < 2) await _life.CycleAsync();
            await _life.PassAsync(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(1));
        }
    }
}
