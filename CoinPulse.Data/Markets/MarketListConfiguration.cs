using System.Text.Json;
using CoinPulse.Core.Markets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Markets;

internal sealed class MarketListConfiguration : IEntityTypeConfiguration<MarketListOfDay>
{
    public void Configure(EntityTypeBuilder<MarketListOfDay> list)
    {
        list.ToTable("MarketLists");
        list.HasKey(l => new { l.Source, l.Day });

        // Two hundred and fifty markets are one row a day, read whole or not at all.
        list.Property(l => l.Markets).HasConversion(
            markets => Write(markets),
            text => Read(text),
            new ValueComparer<IReadOnlyList<MarketInfo>>((left, right) => ReferenceEquals(left, right), markets => markets.Count, markets => markets));
    }

    private static string Write(IReadOnlyList<MarketInfo> markets) => JsonSerializer.Serialize(markets.Select(info =>
        new Row(info.Market.Value, info.KoreanName, info.EnglishName, info.Warned, info.Cautions ?? [], info.Halted, info.DelistedOn)));

    private static IReadOnlyList<MarketInfo> Read(string text) =>
    [
        .. JsonSerializer.Deserialize<List<Row>>(text)!.Select(row =>
            new MarketInfo(MarketCode.From(row.Market), row.KoreanName, row.EnglishName, row.Warned, row.Cautions, row.Halted, row.DelistedOn)),
    ];

    private sealed record Row(string Market, string KoreanName, string EnglishName, bool Warned, IReadOnlyList<string> Cautions, bool Halted, DateOnly? DelistedOn);
}
