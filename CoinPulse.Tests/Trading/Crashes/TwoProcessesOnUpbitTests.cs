using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Trading;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Xunit.Abstractions;

namespace CoinPulse.Tests.Trading.Crashes;

/// <summary>
/// The same as <see cref="TwoProcessesTests"/> with a person's own money: what the exchange does is judged by the exchange's own books. <c>COINPULSE_TAKEOVERS</c> does it more often, two
/// take-overs at a time; <c>COINPULSE_CRASH_SEED</c> repeats a run.
/// </summary>
public sealed class TwoProcessesOnUpbitTests(ITestOutputHelper output)
{
    private static readonly int Seed = Setting("COINPULSE_CRASH_SEED", 1);
    private static readonly int Rounds = Math.Max(1, Setting("COINPULSE_TAKEOVERS", 2) / 2);

    [Fact]
    public async Task Whoever_guards_a_pocket_falls_asleep_or_dies_and_the_other_sells_everything_once()
    {
        output.WriteLine($"seed {Seed}, {Rounds} rounds");
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++) await PlayAsync(random);
    }

    private async Task PlayAsync(Random random)
    {
        await using var pair = await LivePair.StartAsync();

        // One market falls while the engine still works, the others when it does not any more.
        var (first, second) = (LivePair.Markets.Take(3).ToList(), LivePair.Markets.Skip(3).ToList());
        await EndAsync(pair, 0, first, "STOP", random);
        var before = pair.Changes.Count;
        await pair[0].SignalAsync("CONT");
        await pair[0].LineWithAsync("Another process is the engine now");
        await Patience.UntilAsync(() => pair.IsHeard);
        pair.Changes.Skip(before).Should().BeEmpty("everything was sold while it slept, and what it was about to do is no longer its own");

        await EndAsync(pair, 1, second, "KILL", random);
        var names = await pair.NamesAsync(first);
        pair.Changes.Skip(before).Should().NotContain(change => names.Any(name => change.Request.Contains(name, StringComparison.Ordinal)));
        await EachWasSoldOnceAsync(pair);
    }

    private async Task EndAsync(LivePair pair, int engine, List<MarketCode> markets, string signal, Random random)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        pair.Fall(markets[0]);
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 60)), TimeProvider.System);   // somewhere in what follows a price
        await pair[engine].SignalAsync(signal);
        var ended = TimeProvider.System.GetTimestamp();
        foreach (var market in markets.Skip(1)) pair.Fall(market);

        await Patience.UntilAsync(async () => await pair.EngineAsync() == 1 - engine);
        var taken = TimeProvider.System.GetElapsedTime(ended);
        await pair.SoldAsync(markets);
        output.WriteLine(FormattableString.Invariant(
            $"{signal} of process {engine}: taken over after {taken.TotalSeconds:0.0} s, everything sold and written down after {TimeProvider.System.GetElapsedTime(ended).TotalSeconds:0.0} s"));
    }

    private static async Task EachWasSoldOnceAsync(LivePair pair)
    {
        var orders = pair.Pocket.List(_ => true);
        orders.Should().NotContain(order => order.IsOpen);
        foreach (var market in LivePair.Markets)
        {
            var here = orders.Where(order => order.Market == market.Value).ToLookup(order => order.Buys, order => order.Executed);
            here[true].Should().Equal(LivePair.Bought);
            here[false].Where(sold => sold > 0).Should().Equal([LivePair.Bought], "{0} is sold by one order", market);
        }

        await using var context = pair.Database.CreateDbContext();
        var written = await context.Set<Intent>().Where(intent => intent.ExchangeId != null).Select(intent => intent.Key).ToListAsync();
        written.Select(key => key.Value).Should().BeEquivalentTo(orders.Select(order => order.Identifier), "the journal has every order that the exchange has, and no other");
        (await context.Set<Intent>().AnyAsync(intent => intent.IsLive)).Should().BeFalse();
        var books = await new BooksStore(pair.Database).BalancesAsync(pair.Account.Owner, pair.Account.Id, default);
        books.Where(line => line.Line == BookLine.Coins).Should().OnlyContain(line => line.Coins.IsZero);
        books.Where(line => line.Line == BookLine.Cash).Aggregate(Krw.Zero, (sum, line) => sum + line.Amount).Should().Be(new Krw(pair.Pocket.Of("KRW").Free), "to the last fraction of a won");
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
