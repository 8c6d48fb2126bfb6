using System.IO.Compression;
using Xunit;

namespace CoinPulse.Tests.Markets.Surge;

/// <summary>A test on real candles, which are not part of the project: it runs where they are and says where it looked when they are not.</summary>
public sealed class MarketDataFactAttribute : FactAttribute
{
    public MarketDataFactAttribute(string file)
    {
        if (MarketData.Find(file) is null) Skip = $"No market data '{file}' in COINPULSE_DATA or ../shared/data.";
    }
}

internal static class MarketData
{
    public static string? Find(string file)
    {
        string?[] places = [Environment.GetEnvironmentVariable("COINPULSE_DATA"), BesideTheRepository()];
        return places.OfType<string>().Select(place => Path.Combine(place, file)).FirstOrDefault(File.Exists);
    }

    public static IEnumerable<string[]> Rows(string file)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Find(file)!), CompressionMode.Decompress));
        text.ReadLine();
        while (text.ReadLine() is { } line) yield return line.Split(',');
    }

    private static string? BesideTheRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CoinPulse.sln"))) return Path.Combine(folder.FullName, "..", "shared", "data");
        }

        return null;
    }
}
