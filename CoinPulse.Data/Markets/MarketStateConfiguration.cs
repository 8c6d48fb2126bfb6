using CoinPulse.Core.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Markets;

internal sealed class MarketStateConfiguration : IEntityTypeConfiguration<MarketState>
{
    public void Configure(EntityTypeBuilder<MarketState> state)
    {
        state.ToTable("MarketState");
        state.HasKey(s => s.Source);
        state.Property(s => s.Source).ValueGeneratedNever();
    }
}
