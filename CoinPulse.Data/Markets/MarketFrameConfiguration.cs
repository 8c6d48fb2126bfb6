using CoinPulse.Core.Markets.Frames;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Markets;

internal sealed class MarketFrameConfiguration : IEntityTypeConfiguration<MarketFrame>
{
    public void Configure(EntityTypeBuilder<MarketFrame> frame)
    {
        frame.ToTable("MarketFrames");
        frame.HasKey(f => f.Source);
        frame.Property(f => f.Source).ValueGeneratedNever();
        frame.Property(f => f.Packed);
        frame.Ignore(f => f.Content);
    }
}
