using System.Globalization;
using System.IO.Compression;
using System.Text;
using CoinPulse.Tests.Support;

namespace CoinPulse.Tests.Markets.Replay;

/// <summary>Recorded files that a test makes.</summary>
internal sealed class RecordingFolder : IDisposable
{
    public const string Columns = "time_utc,open,high,low,close,volume,value_krw\n";

    private readonly TestFolder _folder = new();

    public string Path => _folder.Path;

    public string At(string name) => System.IO.Path.Combine(_folder.Path, name);

    public string Write(string name, string rows, string columns = Columns)
    {
        using Stream file = File.Create(At(name));
        using var archive = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        archive.Write(Encoding.UTF8.GetBytes(columns + rows));
        return At(name);
    }

    /// <summary>A seeded walk of candles of an hour, with more swing in it than a day has.</summary>
    public string WriteWalk(string market, int seed, DateTimeOffset from, int hours)
    {
        var (chance, price, rows) = (new Random(seed), 1_000 + seed * 100, new StringBuilder());
        for (var hour = 0; hour < hours; hour++)
        {
            var (open, close) = (price, Math.Max(500, price + chance.Next(-25, 26)));
            var (high, low) = (Math.Max(open, close) + chance.Next(10), Math.Min(open, close) - chance.Next(10));
            rows.Append(CultureInfo.InvariantCulture, $"{from.AddHours(hour):yyyy-MM-ddTHH:mm:ssZ},{open},{high},{low},{close},{50_000 + chance.Next(500_000)},\n");
            price = close;
        }

        return Write($"{market}_60m.csv.gz", rows.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
