using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Markets.Simulated;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Backtest;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Tests.Trading.Backtest;

/// <summary>
/// <c>dotnet run -c Release --project CoinPulse.Tests -- first-hours [preset] [markets] [first seed]</c>: how long after somebody has turned every strategy on, set as the
/// preset sets it, the first positions open and close on the simulated market, for as many of its paths as asked for. The engine plays ten hours of minutes of each; the
/// same seeds say the same.
/// </summary>
internal static class FirstHoursCommand
{
    public const string Word = "first-hours";

    private static readonly DateTimeOffset End = new(2026, 4, 1, 13, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Start = End.AddHours(-10);   // as many minutes as a board keeps
    private static readonly TimeSpan Wanted = TimeSpan.FromHours(5);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var (preset, markets, first) = (SettingsPreset.Quick, 100, 1L);
        if (arguments.Length > 3
            || (arguments is [var name, ..] && !(Enum.TryParse(name, ignoreCase: true, out preset) && Enum.IsDefined(preset)))
            || (arguments is [_, var many, ..] && !int.TryParse(many, CultureInfo.InvariantCulture, out markets))
            || (arguments is [_, _, var seed] && !long.TryParse(seed, CultureInfo.InvariantCulture, out first)))
        {
            await Console.Error.WriteLineAsync($"first-hours [{string.Join('|', Enum.GetNames<SettingsPreset>()).ToLowerInvariant()}] [markets] [first seed]");
            return 64;
        }

        var closes = new List<TimeSpan>();
        for (var market = first; market < first + markets; market++)
        {
            var result = await BacktestRunner.RunAsync(RequestOf(market, preset), StrategyCatalog.Offered, CancellationToken.None);
            var opened = result.Positions.Select(position => position.OpenedAt).Min() - Start;
            var closed = result.Positions.Where(position => position.State == PositionState.Closed).MinBy(position => position.ClosedAt);
            closes.Add(closed?.ClosedAt - Start ?? TimeSpan.MaxValue);
            Console.WriteLine($"market {market}: opens after {Minutes(opened)}, closes after {Minutes(closed?.ClosedAt - Start)} ({closed?.Strategy}, {closed?.ClosedBecause})");
        }

        closes.Sort();
        Console.WriteLine(
            $"{preset}, markets {first} to {first + markets - 1}: the first close comes in the median after {Minutes(closes[(markets - 1) / 2])} of the market, "
            + $"in {closes.Count(close => close <= Wanted)} of {markets} within {Wanted.TotalHours:0} hours");
        return 0;
    }

    private static BacktestRequest RequestOf(long market, SettingsPreset preset)
    {
        var boards = SimulatedCoin.All.Select(coin => new MarketBoard(coin.Info)).ToList();
        new SimulatedHistory(market, SimulatedCoin.All).MakeFresh(End, boards);
        return new BacktestRequest(
            new TradingAccount(new AccountId(Guid.Empty), default(UserId), AccountKind.Paper, PriceSource.Simulated, Start),
            new Krw(10_000_000),
            [.. boards.Select(board => board.Info)],
            CandleUnit.Minute1,
            [.. boards.Select(board => new CandleBatch(board.Info.Market, CandleUnit.Minute1, [.. board.Closed(CandleUnit.Minute1, int.MaxValue).Where(candle => candle.OpenAt >= Start)]))],
            [.. boards.SelectMany(PastOf)],
            [.. StrategyCatalog.Offered.Strategies.Select(strategy => (strategy.Id, SettingsJson.Write(strategy.DefaultSettings.As(preset))))],
            new RiskSettings());
    }

    /// <summary>Hours as far back as they are kept, then quarter hours: what longer candles are made of.</summary>
    private static IEnumerable<CandleBatch> PastOf(MarketBoard board)
    {
        var quarters = board.Closed(CandleUnit.Minute15, int.MaxValue).Where(candle => candle.OpenAt < Start).ToList();
        var finer = CandleUnit.Day1.OpenOf(quarters[0].OpenAt).AddDays(1);
        yield return new CandleBatch(board.Info.Market, CandleUnit.Hour1, [.. board.Closed(CandleUnit.Hour1, int.MaxValue).Where(candle => candle.OpenAt < finer)]);
        yield return new CandleBatch(board.Info.Market, CandleUnit.Minute15, [.. quarters.Where(candle => candle.OpenAt >= finer)]);
    }

    private static string Minutes(TimeSpan? span) => span is { } after && after < TimeSpan.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{after.TotalMinutes:0} min") : "not in ten hours";
}
