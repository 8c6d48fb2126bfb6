using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CoinPulse.Tests.Walks;

/// <summary>
/// <c>dotnet run -c Release --project CoinPulse.Tests -- first-hours [tries] [first seed]</c>: how long after a new owner has turned every strategy on the first
/// positions open and close on the simulated market at the README's speed, each try on another path of it. A sample, not a test: how long a position stands is chance.
/// </summary>
internal static class FirstHoursCommand
{
    public const string Word = "first-hours";

    private const int Speed = 60;
    private const int AtOnce = 4;

    private static readonly TimeSpan Watched = TimeSpan.FromHours(12);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (tries, first) = (10, 1L);
        if (arguments is not ([] or [_] or [_, _])
            || (arguments is [var many, ..] && !int.TryParse(many, CultureInfo.InvariantCulture, out tries))
            || (arguments is [_, var seed] && !long.TryParse(seed, CultureInfo.InvariantCulture, out first)))
        {
            await Console.Error.WriteLineAsync("first-hours [tries] [first seed]");
            return 64;
        }

        var closes = new List<TimeSpan?>();
        var gate = new Lock();
        await Parallel.ForEachAsync(Enumerable.Range(0, tries).Select(index => first + index), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (market, _) =>
        {
            var said = await TryAsync(market);
            lock (gate)
            {
                closes.Add(said.Closed);
                Console.WriteLine(said);
            }
        });

        var inOrder = closes.Select(close => close ?? TimeSpan.MaxValue).Order().ToList();
        Console.WriteLine($"{tries} tries: first close in the median after {Minutes(inOrder[(tries - 1) / 2])}, longest {Minutes(inOrder[^1])}; {inOrder.Count(close => close <= TimeSpan.FromHours(5))} within five hours of the market");
        return 0;
    }

    private static async Task<FirstHours> TryAsync(long market)
    {
        await using var app = new CoinPulseApp(
            null,
            ("Jobs:Run", "true"), ("Market:Speed", Speed.ToString(CultureInfo.InvariantCulture)), ("Market:Seed", market.ToString(CultureInfo.InvariantCulture)),
            ("Logs:Level", "Error"), ("Bootstrap:AdminEmail", "owner@example.com"), ("Bootstrap:AdminPassword", "a-long-enough-passphrase"));
        var hub = app.Services.GetRequiredService<IMarketHub>();
        var clock = app.Services.GetRequiredService<EngineClock>();
        while (hub.State != FeedState.Live) await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);

        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var people = await services.GetRequiredService<IUserDirectory>().SearchForEveryoneAsync(null, 0, 1, default);
        var owner = people.People.Single().Id;
        await services.GetRequiredService<IAgreements>().AgreeAsync(owner, Enum.GetValues<AgreementDocument>(), TimeProvider.System.GetUtcNow(), null, default);
        var accounts = services.GetRequiredService<ITradingAccounts>();
        var account = await services.GetRequiredService<IPaperTrading>().OpenAsync(owner, default);
        foreach (var strategy in StrategyCatalog.Offered.Strategies)
        {
            await services.GetRequiredService<ISettingsDesk>().ArmAsync(owner, account.Id, strategy.Id, armed: true, default);
        }

        await accounts.TurnTradingAsync(owner, account.Id, on: true, default);
        var began = clock.GetUtcNow();
        var positions = services.GetRequiredService<IPositionStore>();
        var history = services.GetRequiredService<ITradeHistory>();
        TimeSpan? opened = null;
        while (clock.GetUtcNow() - began < Watched)
        {
            await Task.Delay(Glance, TimeProvider.System, CancellationToken.None);
            opened ??= (await positions.LiveAsync(owner, account.Id, default)).Select(file => file.Position.OpenedAt - began).Min();
            var closed = await history.ClosedAsync(owner, account.Id, new TradeQuery(Sort: TradeSort.ClosedAt, Ascending: true, Take: 1), default);
            if (closed.Trades is [var trade]) return new(market, opened ?? trade.OpenedAt - began, trade.ClosedAt - began, trade.Strategy, trade.ClosedBecause);
        }

        return new(market, opened, null, null, null);
    }

    private static string Minutes(TimeSpan? span) => span is { } after && after < TimeSpan.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{after.TotalMinutes:0} min") : "not at all";

    private sealed record FirstHours(long Seed, TimeSpan? Opened, TimeSpan? Closed, StrategyId? Strategy, ExitReason? Because)
    {
        public override string ToString() => $"market {Seed}: opens after {Minutes(Opened)}, closes after {Minutes(Closed)} ({Strategy}, {Because})";
    }
}
