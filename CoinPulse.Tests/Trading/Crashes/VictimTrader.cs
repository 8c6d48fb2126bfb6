using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Trading.Journal;
using Microsoft.Extensions.Hosting;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>
/// First looks whether what the last process left is guarded (<c>GUARDED</c>) and whole (<c>CLEAN</c>), then buys and lets prices rise and fall so that stops, watched targets and
/// resting targets fire, and looks once more at the end (<c>DONE</c>). Who is not the engine any more finishes what is under way (<c>FOLLOWS</c>) and waits.
/// </summary>
internal sealed class VictimTrader(
    int rounds,
    VictimMarket market,
    IPaperTrading paper,
    IPositionStore positions,
    PositionDesk desk,
    TradingEngine engine,
    GuardBook guards,
    InvariantsCheck check,
    IEngineLease lease,
    SystemStartup startup,
    EngineClock clock,
    IHostApplicationLifetime host) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        market.Open();
        var account = await paper.OpenAsync(Victim.Owner, stoppingToken);
        Victim.Say("READY");
        for (var round = 0; round < rounds && !market.IsOver;)
        {
            while (lease.Proof is null) await Task.Delay(Look, TimeProvider.System, stoppingToken);
            Victim.Say("ENGINE");
            if (await IsWholeAsync(account, mustBeEmpty: false, stoppingToken) is { } isWholeNow)
            {
                if (!isWholeNow)
                {
                    End(3);
                    return;
                }

                Victim.Say("CLEAN");
                while (round < rounds && !market.IsOver && lease.Proof is { } proof) await RoundAsync(account, round++, proof, stoppingToken);
            }

            if (lease.Proof is not null) continue;
            await engine.SettleAsync();
            Victim.Say("FOLLOWS");
        }

        foreach (var code in VictimMarket.Markets) market.Move(code, 900);
        var isWhole = await IsWholeAsync(account, mustBeEmpty: true, stoppingToken) ?? false;
        if (isWhole) Victim.Say("DONE");
        End(isWhole ? 0 : 4);
    }

    private async Task RoundAsync(TradingAccount account, int round, LeaseProof proof, CancellationToken cancellationToken)
    {
        var code = VictimMarket.Markets[round % VictimMarket.Markets.Count];
        market.Move(code, 1_000);
        var now = clock.GetUtcNow();
        var position = new Position(
            new EntryKey(account.Id, StrategyId.From("swing"), code, now.AddSeconds(round)),
            account.Owner,
            account.Kind,
            account.Source,
            Reason.Of("Test"),
            now,
            new Krw(20_000),
            Story.Plain with { RestTarget = round % 2 == 0 },
            new Percent(Story.FeeRate));
        var file = new PositionFile(position, null, [], []);
        file.Plan(Leg.Entry, key => OrderRequest.BuyNow(key, code, new Price(1_001), new Quantity(10)), TimeProvider.System.GetUtcNow());
        try
        {
            Victim.Say($"ENTER {position.Id}");
            if (!await positions.TryOpenAsync(account.Owner, file, proof, cancellationToken)) return;
            await desk.EnterAsync(account, file, TimeProvider.System.GetTimestamp());
        }
        catch (Exception fault) when (fault is LeaseLostException or JournalUnavailableException)
        {
            Victim.Say($"LOST {fault.Message}");
            return;
        }

        // Two of three fall through the stop, the third rises through its target.
        market.Move(code, round % 3 == 2 ? 1_050 : 940);
        var until = TimeProvider.System.GetTimestamp();
        while (guards.Find(code, position.Id) is not null && TimeProvider.System.GetElapsedTime(until) < TimeSpan.FromSeconds(2)) await Task.Delay(Look, TimeProvider.System, cancellationToken);
    }

    /// <summary>Whether every invariant holds, and every coin is guarded here, before patience ends; null when this process is not the engine any more.</summary>
    private async Task<bool?> IsWholeAsync(TradingAccount account, bool mustBeEmpty, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        IReadOnlyList<Reason>? found = null;
        var (why, isGuarded) = ("", false);
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            if (lease.Proof is null) return null;
            var live = await positions.LiveAsync(account.Owner, account.Id, cancellationToken);
            var bare = live.Where(file => file.Position.Held.IsPositive && guards.Find(file.Position.Market, file.Position.Id)?.Quantity != file.Position.Held).ToList();
            if (bare.Count == 0 && !isGuarded)
            {
                Victim.Say("GUARDED");
                isGuarded = true;
            }

            found = await check.RunAsync(account, clock.GetUtcNow(), cancellationToken);

            // While an order's fate is not known nothing can be compared: it is waited for.
            if (bare.Count == 0 && found is { Count: 0 } && (!mustBeEmpty || live.Count == 0)) return true;
            why = $"{live.Count} live, {bare.Count} unguarded, {(found is null ? "never still" : string.Join("; ", found))}; "
                + string.Join("; ", live.SelectMany(file => file.Intents.Where(intent => intent.IsLive)).Select(intent => $"{intent.Key} {intent.State}"));
            await Task.Delay(Look * 5, TimeProvider.System, cancellationToken);
        }

        Victim.Say($"BROKEN {why}");
        return false;
    }

    private void End(int code)
    {
        Environment.ExitCode = code;
        host.StopApplication();
    }
}
