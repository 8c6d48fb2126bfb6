using System.Globalization;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Exchanges.Upbit.Private;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CoinPulse.Tests.Exchanges.Upbit.Load;

/// <summary>
/// <c>dotnet run -c Release --project CoinPulse.Tests -- sync [accounts] [milliseconds]</c>: so many accounts behind one address are compared with the exchange as the minute's and the five
/// minutes' jobs do it, balances, open and closed orders; first as after a start, when nothing is known, and once more. Each answer is so many milliseconds away. Judged by the fakes' own counts.
/// </summary>
internal static class SyncCommand
{
    public const string Word = "sync";

    private const int HandOrders = 4;
    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(5);
    private static readonly Krw Cash = new(10_000_000);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var numbers = arguments.Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : -1).ToList();
        if (numbers.Count > 2 || numbers.Contains(-1))
        {
            await Console.Error.WriteLineAsync("sync [accounts] [milliseconds]");
            return 64;
        }

        var many = numbers.Count > 0 ? numbers[0] : 1_000;
        await using var upbit = await ManyPockets.StartAsync(TimeSpan.FromMilliseconds(numbers.Count > 1 ? numbers[1] : 30));
        await using var engine = await LoadedEngine.StartAsync();
        using var http = UpbitRegistration.PrivateHttp(upbit.Address);
        var (now, options) = (TimeProvider.System.GetUtcNow(), Options.Create(new UpbitOptions { RestUrl = upbit.Address }));
        engine.Hub.PlaceAt(MarketCode.From("KRW-XRP"), new Price(1_000), new Price(1_001), new Quantity(1_000));
        for (var number = 0; number < many; number++)
        {
            var api = upbit.Open(number);
            Fill(api.Pocket, now);
            var line = new UpbitPocketLine(new ExchangeKey(api.Door.Access, api.Door.Secret), http, options, TimeProvider.System, NullLoggerFactory.Instance);
            await engine.OpenAsync(line.Exchange, Cash, now.AddDays(-30));
        }

        var isWell = true;
        foreach (var round in new[] { "after a start", "once more" })
        {
            var (asked, began) = (upbit.All.Sum(api => api.Requests.Count), TimeProvider.System.GetTimestamp());
            var (accounts, differing, failed) = await engine.Reconciliation.RunAsync(default);
            var orders = await engine.Orders.RunAsync(default);
            var took = TimeProvider.System.GetElapsedTime(began);
            var (refused, most) = (upbit.All.Sum(api => api.Refused), upbit.All.Max(api => api.Counted.Values.Max()));
            Say($"{round}: {accounts} accounts in {took.TotalSeconds:0.0} s (allowed {Allowed.TotalSeconds:0}), {upbit.All.Sum(api => api.Requests.Count) - asked} requests, at most {most} of a pocket in a second, refused {refused}; {orders.Orders} orders compared; differing {differing}, failed {failed + orders.Failed}");
            isWell &= took <= Allowed && refused == 0 && accounts == many && differing == 0 && failed + orders.Failed == 0;
        }

        return isWell ? 0 : 1;
    }

    /// <summary>A person's own past of some days, and two orders that rest.</summary>
    private static void Fill(FakePocket pocket, DateTimeOffset now)
    {
        pocket.Move("KRW", Cash.Value);
        pocket.Markets["KRW-XRP"] = new FakeMarketBook { Bids = [(1_000, 100_000)], Asks = [(1_001, 100_000)] };
        for (var order = 0; order < HandOrders; order++)
        {
            var at = now.AddDays(-HandOrders + order);
            pocket.Now = () => at;
            pocket.Place(new Dictionary<string, string> { ["market"] = "KRW-XRP", ["side"] = "bid", ["ord_type"] = "price", ["price"] = "20000" });
        }

        pocket.Now = TimeProvider.System.GetUtcNow;
        foreach (var price in new[] { "1200", "1300" }) pocket.Place(new Dictionary<string, string> { ["market"] = "KRW-XRP", ["side"] = "ask", ["ord_type"] = "limit", ["price"] = price, ["volume"] = "10" });
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
