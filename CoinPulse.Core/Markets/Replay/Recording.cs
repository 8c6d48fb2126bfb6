using CoinPulse.Core.Markets.Simulated;

namespace CoinPulse.Core.Markets.Replay;

/// <summary>Recorded candles of any number of markets, all of one length.</summary>
public sealed class Recording
{
    private Recording(IReadOnlyList<RecordedCandles> tracks)
    {
        Tracks = [.. tracks.OrderBy(track => track.Market)];
        Unit = tracks[0].Unit;
        Begins = tracks.Min(track => track.Candles[0].OpenAt);
        Ends = tracks.Max(EndOf);
    }

    /// <summary>In the order of their markets' codes.</summary>
    public IReadOnlyList<RecordedCandles> Tracks { get; }

    public CandleUnit Unit { get; }

    public DateTimeOffset Begins { get; }

    public DateTimeOffset Ends { get; }

    public bool IsConverted => Tracks.Any(track => track.IsConverted);

    /// <summary>Markets whose candles end more than a day, and more than a candle, before the recording does: nobody could trade in them after that.</summary>
    public IReadOnlyDictionary<MarketCode, DateTimeOffset> Vanished =>
        Tracks.Where(track => Ends - EndOf(track) > TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerDay, Unit.Length().Ticks))).ToDictionary(track => track.Market, EndOf);

    /// <param name="path">A folder, one file, or a pattern for the names in a folder: <c>recordings/*_30m.csv.gz</c>.</param>
    /// <param name="rates">For files of USDT markets.</param>
    /// <exception cref="RecordingException">Something is missing or broken; the message names the file and the line.</exception>
    public static Recording Read(string path, UsdtRates? rates = null)
    {
        var files = FilesOf(path);
        if (files.Count == 0) throw new RecordingException($"There is no recorded candle at {path}. It is a folder of files named like KRW-BTC_30m.csv.gz, one of them, or a pattern such as *_30m.csv.gz.");
        var tracks = files.Select(file => RecordedCandles.Read(file, rates)).ToList();
        var units = tracks.Select(track => track.Unit).Distinct().Order().Select(RecordedUnits.NameOf).ToList();
        if (units.Count > 1) throw new RecordingException($"The candles at {path} are of different lengths: {string.Join(", ", units)}. Name one of them by a pattern: {Path.Combine(path, $"*_{units[0]}.csv.gz")}.");
        if (tracks.GroupBy(track => track.Market).FirstOrDefault(market => market.Count() > 1) is { } twice) throw new RecordingException($"{twice.Key} is recorded twice at {path}.");
        return new Recording(tracks);
    }

    /// <summary>The markets under the names of the best-known coins; a converted one says so in its name.</summary>
    public IReadOnlyList<MarketInfo> MarketsAt(DateTimeOffset moment)
    {
        var gone = Vanished;
        return [.. Tracks.Select(track => InfoOf(track) with { Halted = gone.TryGetValue(track.Market, out var end) && end < moment })];
    }

    private static MarketInfo InfoOf(RecordedCandles track)
    {
        var info = SimulatedCoin.All.FirstOrDefault(coin => coin.Info.Market == track.Market)?.Info ?? new MarketInfo(track.Market, track.Market.Base.Value, track.Market.Base.Value);
        return track.IsConverted ? info with { KoreanName = $"{info.KoreanName} (USDT 환산)", EnglishName = $"{info.EnglishName} (from USDT)" } : info;
    }

    private static DateTimeOffset EndOf(RecordedCandles track) => track.Candles[^1].OpenAt + track.Unit.Length();

    private static IReadOnlyList<string> FilesOf(string path)
    {
        try
        {
            if (File.Exists(path)) return [path];
            if (Directory.Exists(path)) return [.. Directory.EnumerateFiles(path).Where(RecordedTable.IsOne).Order(StringComparer.Ordinal)];
            var folder = Path.GetDirectoryName(path);
            var pattern = Path.GetFileName(path);
            return pattern.Contains('*', StringComparison.Ordinal) && Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, pattern).Where(RecordedTable.IsOne).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException(unreadable.Message, unreadable);
        }
    }
}
