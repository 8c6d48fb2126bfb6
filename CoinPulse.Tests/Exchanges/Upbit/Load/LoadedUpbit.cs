using System.Globalization;
using System.Text.Json;

namespace CoinPulse.Tests.Exchanges.Upbit.Load;

/// <summary>What the loaded fake sent and was asked.</summary>
/// <param name="Books">Markets whose books were wanted at the end.</param>
/// <param name="MostWaiting">The most messages that ever waited because they were not read as fast as they were written.</param>
internal sealed record LoadSent(
    long Trades, long Messages, int Books, int MostWaiting, int Requests, int MostInASecond, int Refused, int Handshakes, int RefusedHandshakes, IReadOnlyList<FakeMinute> Minutes);

/// <summary>
/// Upbit's public side under full load, a process of its own so that its work is not counted as the product's. It says where it is, then obeys
/// a line each: <c>send SECONDS</c> trades in every market, <c>tell FILE</c> writes what was sent.
/// </summary>
/// <remarks>Volumes are 256ths of a coin and prices whole won: sums of them are exact in a <c>double</c> too, in any order, so that one lost trade shows.</remarks>
internal static class LoadedUpbit
{
    public const string Word = "upbit-load-fake";

    private const int CandlesBack = 199;   // one request each
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan BookEvery = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(string[] told)
    {
        var (markets, rate) = (int.Parse(told[0], CultureInfo.InvariantCulture), int.Parse(told[1], CultureInfo.InvariantCulture));
        await using var upbit = await FakeUpbit.StartAsync();
        upbit.Sockets.HandshakesPerSecond = 5;
        upbit.Markets.Codes.Clear();
        upbit.Markets.Codes.AddRange(Enumerable.Range(0, markets).Select(index => $"KRW-C{index:000}"));
        (upbit.Markets.KeepsTape, upbit.Markets.CandlesBack, upbit.Markets.Past) = (false, CandlesBack, PriceOf);
        foreach (var code in upbit.Markets.Codes) upbit.Markets.Add(code, PriceOf(code, TimeProvider.System.GetUtcNow())!.Value, 1, TimeProvider.System.GetUtcNow());

        await Console.Out.WriteLineAsync($"at {upbit.RestUrl} {upbit.WebSocketUrl}");
        var (trades, waiting) = (0L, 0);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ', 2))
            {
                case ["send", var seconds]:
                    var (sent, most) = await SendAsync(upbit, rate, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
                    (trades, waiting) = (trades + sent, Math.Max(waiting, most));
                    await Console.Out.WriteLineAsync("sent");
                    break;
                case ["count"]:
                    await Console.Out.WriteLineAsync($"asked {upbit.Requests.Count} wanted {upbit.Sockets.Wanting("trade")}");
                    break;
                case ["tell", var file]:
                    var sockets = upbit.Sockets;
                    var all = new LoadSent(
                        trades, sockets.Said, sockets.Wanting("orderbook"), waiting, upbit.Requests.Count, upbit.MostInASecond, upbit.Refused, sockets.Handshakes, sockets.RefusedHandshakes,
                        [.. upbit.Markets.Minutes.All]);
                    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(all));
                    await Console.Out.WriteLineAsync("told");
                    break;
            }
        }

        return 0;
    }

    /// <summary>Every market in turn, as many a second as told, on the clock: what a busy machine delayed is caught up with.</summary>
    private static async Task<(long Trades, int MostWaiting)> SendAsync(FakeUpbit upbit, int rate, TimeSpan length)
    {
        var clock = TimeProvider.System;
        var (began, random, sent, most, books) = (clock.GetTimestamp(), new Random(7), 0L, 0, TimeSpan.Zero);
        var codes = upbit.Markets.Codes;
        using var tick = new PeriodicTimer(Tick, clock);
        while (await tick.WaitForNextTickAsync())
        {
            var elapsed = clock.GetElapsedTime(began);
            var due = (long)(Math.Min(elapsed.TotalSeconds, length.TotalSeconds) * rate);
            for (; sent < due; sent++)
            {
                var (code, now) = (codes[(int)(sent % codes.Count)], clock.GetUtcNow());
                upbit.Sockets.Trade(code, Math.Round(PriceOf(code, now)!.Value * (1 + (random.NextDouble() - 0.5) * 0.001)), random.Next(1, 2_560) / 256.0, now);
            }

            if (elapsed - books >= BookEvery)
            {
                books = elapsed;
                foreach (var code in codes) upbit.Sockets.BookIfWanted(code, clock.GetUtcNow());
            }

            most = Math.Max(most, upbit.Sockets.Waiting);
            if (elapsed >= length) break;
        }

        return (sent, most);
    }

    /// <summary>A market breathes by some percent within hours and days, so that strategies have something to look at.</summary>
    private static double? PriceOf(string code, DateTimeOffset at)
    {
        var (index, hours) = (int.Parse(code.AsSpan(5), CultureInfo.InvariantCulture), (at - DateTimeOffset.UnixEpoch).TotalHours);
        return Math.Round(10_000 * (1 + index) * (1 + 0.06 * Math.Sin(hours / 9 + index) + 0.1 * Math.Sin(hours / 130 + index * 2)));
    }
}
