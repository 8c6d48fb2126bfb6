using System.Globalization;
using CoinPulse.Core.Markets;
using CoinPulse.Data.Markets;
using CoinPulse.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Tests.Exchanges.Upbit.Load;

/// <summary>
/// <c>dotnet run -c Release --project CoinPulse.Tests -- upbit-load [minutes] [markets] [trades a second]</c>: the product as its owner starts it, with an account that
/// has every strategy on, hears a busy Upbit from its first start on. Judged by the fake's own counts and sums: what was refused, whether each minute of each market
/// in the product's file is what was sent to the last unit, its memory and its processor time.
/// </summary>
internal static class UpbitLoadCommand
{
    public const string Word = "upbit-load";

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastMinuteIsStored = TimeSpan.FromSeconds(75);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var numbers = arguments.Select(word => double.TryParse(word, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : -1).ToList();
        if (numbers.Count > 3 || numbers.Contains(-1))
        {
            await Console.Error.WriteLineAsync("upbit-load [minutes] [markets] [trades a second]");
            return 64;
        }

        var length = TimeSpan.FromMinutes(numbers.ElementAtOrDefault(0) is > 0 and var minutes ? minutes : 10);
        var markets = (int)(numbers.ElementAtOrDefault(1) is > 0 and var many ? many : 250);
        var rate = (int)(numbers.ElementAtOrDefault(2) is > 0 and var fast ? fast : 1_500);
        using var folder = new TestFolder();
        await using var upbit = await LoadedUpbitProcess.StartAsync(markets, rate);
        (string, string)[] settings =
        [
            ("Market:Source", "Upbit"), ("Upbit:RestUrl", upbit.RestUrl), ("Upbit:WebSocketUrl", upbit.WebSocketUrl), ("Storage:Directory", folder.Path),
            ("ConnectionStrings:CoinPulse", "Data Source=coinpulse.db"), ("Bootstrap:AdminEmail", "owner@example.com"), ("Bootstrap:AdminPassword", "a-long-enough-passphrase"),
        ];
        await LoadedAccount.PrepareAsync(settings);

        await using var product = RunningProduct.Start([.. settings.Select(setting => (setting.Item1.Replace(":", "__", StringComparison.Ordinal), setting.Item2)), ("Logs__Level", "Warning")]);
        await product.LineWithAsync("http://");
        while ((await upbit.CountAsync()).Wanted < markets) await Task.Delay(Glance, TimeProvider.System);

        var watch = new LoadWatch(product.Process);
        await watch.WatchAsync(upbit.SendAsync(length));
        var (asked, _) = await upbit.CountAsync();
        await Task.Delay(LastMinuteIsStored, TimeProvider.System);
        var sent = await upbit.TellAsync(folder.File("sent.json"));
        return Judge(sent, await WrongMinutesAsync(folder.File(CandleRegistration.SqliteFile), sent.Minutes), watch, asked, length) ? 0 : 1;
    }

    /// <summary>Minutes of the store that are not what was sent, or are not there.</summary>
    private static async Task<List<string>> WrongMinutesAsync(string file, IReadOnlyList<FakeMinute> minutes)
    {
        var address = new DbContextOptionsBuilder<SqliteCandleDbContext>().UseSqliteCandles($"Data Source={file};Mode=ReadOnly").Options;
        await using var context = new SqliteCandleDbContext(address);
        var blocks = await context.Blocks.AsNoTracking().Where(block => block.Unit == CandleUnit.Minute1).ToListAsync();
        var stored = blocks.SelectMany(block => block.Candles.Select(candle => (block.Market.Value, candle))).ToDictionary(one => (one.Value, one.candle.OpenAt), one => one.candle);
        var wrong = new List<string>();
        foreach (var minute in minutes.OrderBy(minute => minute.OpenAt))
        {
            var isThere = stored.TryGetValue((minute.Market, minute.OpenAt), out var candle);
            var said = new Candle(minute.OpenAt, minute.Open, minute.High, minute.Low, minute.Close, Nearest(minute.Volume), Nearest(minute.Value));
            if (!isThere || candle != said) wrong.Add($"{minute.Market} sent {said}, stored {(isThere ? candle.ToString() : "nothing")}");
        }

        return wrong;
    }

    // A cast of a decimal is not always the nearest number.
    private static double Nearest(decimal exact) => double.Parse(exact.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static bool Judge(LoadSent sent, List<string> wrong, LoadWatch watch, int asked, TimeSpan length)
    {
        foreach (var one in wrong.Take(5)) Console.WriteLine(one);
        Say($"sent {sent.Trades:N0} trades and {sent.Messages - sent.Trades:N0} books in {length.TotalMinutes:0.#} min ({sent.Messages / length.TotalSeconds:N0} messages a second; {sent.Books} books wanted at the end); at most {sent.MostWaiting:N0} waited");
        Say($"minutes of markets: {sent.Minutes.Count:N0}, of which {wrong.Count:N0} are not stored as they were sent");
        Say($"asked {asked:N0} times, at most {sent.MostInASecond} of a group in a second; refused {sent.Refused}; handshakes {sent.Handshakes}, refused {sent.RefusedHandshakes}");
        Say($"processor: {watch.Cores:0.00} of a core, {watch.MostCores:0.00} in the busiest minute");
        Say($"memory by minute: {string.Join(' ', watch.ByMinute.Select(megabytes => megabytes.ToString("0", CultureInfo.InvariantCulture)))} MB; {watch.Slope:+0.0;-0.0} MB a minute in the second half");
        return wrong.Count == 0 && sent.Refused == 0 && sent.RefusedHandshakes == 0;
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
