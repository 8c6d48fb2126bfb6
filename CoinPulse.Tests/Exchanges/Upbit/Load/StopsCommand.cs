using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Tests.Exchanges.Upbit.Private;

namespace CoinPulse.Tests.Exchanges.Upbit.Load;

/// <summary>
/// <c>dotnet run -c Release --project CoinPulse.Tests -- stops [n]</c>: as many stops of one account fire together, the mildest first, through the engine, the adapter and its limits,
/// against the fake over loopback; then as many positions are left by the person's stop and sell. Judged by the fake: when the last sale arrived, in which order they came and what was refused.
/// </summary>
internal static class StopsCommand
{
    public const string Word = "stops";

    private const int OrdersPerSecond = 12;
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var many = 50;
        if (arguments.Length > 1 || (arguments is [var word] && (!int.TryParse(word, CultureInfo.InvariantCulture, out many) || many is < 1 or > 200)))
        {
            await Console.Error.WriteLineAsync("stops [1 to 200]");
            return 64;
        }

        await using var fake = await FakeUpbit.StartAsync();
        await using var parts = PocketParts.For(fake);
        await using var engine = await LoadedEngine.StartAsync();
        var pocket = fake.Private.Pocket;
        pocket.Move("KRW", 1_000_000_000);
        var markets = Enumerable.Range(0, many).Select(index => MarketCode.From($"KRW-C{index:000}")).ToList();
        foreach (var market in markets) Place(engine, pocket, market, 1_000);
        await parts.ListenAsync(fake);
        var account = await engine.OpenAsync(parts.Exchange, new Krw(1_000_000_000), TimeProvider.System.GetUtcNow());

        await BuyAsync(engine, pocket, account, markets[..1]);   // the first stop of a process pays for compiling, and is not one of fifty
        Place(engine, pocket, markets[0], 900);
        await FlatAsync(engine, account);

        var isWell = true;
        foreach (var (name, leave) in new (string, Func<Task>)[] { ("stops", () => Task.CompletedTask), ("stop and sell", () => engine.Person.PanicAsync(account.Owner, account.Id, "load", default)) })
        {
            await BuyAsync(engine, pocket, account, markets);

            // Whoever fires first has lost least, but for the panic, which nothing has fired.
            var (mildest, step) = name == "stops" ? (0.055m, 0.0007m) : (0.005m, 0.0007m);
            var before = pocket.List(order => !order.Buys).Count;
            var began = TimeProvider.System.GetUtcNow();
            foreach (var (market, index) in markets.Select((market, index) => (market, index))) Place(engine, pocket, market, Math.Round(1_000 * (1 - mildest - step * index)));
            await leave();
            var sales = await SoldAsync(pocket, before, many);
            isWell &= Judge(name, [.. sales.Select(sale => markets.IndexOf(MarketCode.From(sale.Market)))], sales[^1].CreatedAt - began, fake.Private.Refused);
            await FlatAsync(engine, account);
        }

        return isWell ? 0 : 1;
    }

    private static async Task BuyAsync(LoadedEngine engine, FakePocket pocket, TradingAccount account, List<MarketCode> markets)
    {
        var (candle, began) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
        foreach (var market in markets) Place(engine, pocket, market, 1_000);
        foreach (var market in markets) await engine.EnterAsync(account, market, new Price(1_001), new Quantity(20), candle);
        var held = (await engine.LiveAsync(account)).Count(file => file.Position.Held.IsPositive);
        Say($"{held} positions bought in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
        if (held != markets.Count) throw new InvalidOperationException("Not every position could be bought.");
        await Task.Delay(Spare * 2, TimeProvider.System);   // the entries' second is over
    }

    private static async Task FlatAsync(LoadedEngine engine, TradingAccount account)
    {
        while ((await engine.LiveAsync(account)).Count > 0) await Task.Delay(Glance, TimeProvider.System);
    }

    private static async Task<IReadOnlyList<FakeOrder>> SoldAsync(FakePocket pocket, int before, int many)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < TooLong)
        {
            var sales = pocket.List(order => !order.Buys).OrderBy(order => order.Number).Skip(before).ToList();
            if (sales.Count >= many) return sales;
            await Task.Delay(Glance, TimeProvider.System);
        }

        throw new TimeoutException($"Not all were sold within {TooLong.TotalSeconds} s.");
    }

    /// <param name="losses">The place of each by its loss, 0 the mildest, in the order of arrival.</param>
    private static bool Judge(string name, List<int> losses, TimeSpan took, int refused)
    {
        // Those that fire first are under way before the others have fired; of the rest each is the worst of what is left, but for those under way beside it.
        var left = losses.Order().ToList();
        var most = 0;
        foreach (var loss in losses)
        {
            var worse = left.Count - 1 - left.IndexOf(loss);
            if (loss >= ExitLine.AtOnce || name != "stops") most = Math.Max(most, worse);
            left.Remove(loss);
        }

        var allowed = TimeSpan.FromSeconds((double)losses.Count / OrdersPerSecond) + Spare;
        Say($"{name}: {losses.Count} submitted in {took.TotalSeconds:0.00} s (allowed {allowed.TotalSeconds:0.00}); worst first, with at most {most} worse ones still to come when one arrived; refused {refused}");
        Say($"  by loss, 0 the mildest: {string.Join(' ', losses)}");
        return took <= allowed && most <= ExitLine.AtOnce && refused == 0;
    }

    private static void Place(LoadedEngine engine, FakePocket pocket, MarketCode market, decimal bid)
    {
        pocket.Markets[market.Value] = new FakeMarketBook { Bids = [(bid, 100_000)], Asks = [(bid + 1, 100_000)] };
        engine.Hub.PlaceAt(market, new Price(bid), new Price(bid + 1), new Quantity(100_000));
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
