using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>The whole product on the fake's prices, as it is started.</summary>
public sealed class BackfillInTheProductTests
{
    [Fact]
    public async Task A_page_asks_and_finds_its_candles_a_moment_later()
    {
        await using var fake = await FakeUpbit.StartAsync();
        var eth = MarketCode.From("KRW-ETH");
        await using var app = new CoinPulseApp(
            null, ("Market:Source", "Upbit"), ("Upbit:RestUrl", fake.RestUrl.ToString()), ("Upbit:WebSocketUrl", fake.WebSocketUrl.ToString()));
        var (backfill, charts) = (app.Services.GetRequiredService<IBackfill>(), app.Services.GetRequiredService<ChartCandles>());
        var now = TimeProvider.System.GetUtcNow();
        await Patience.UntilAsync(() => app.Services.GetRequiredService<IMarketHub>().Find(eth) is not null);
        (await charts.GetAsync(eth, CandleUnit.Day1, now.AddDays(-300), now, default)).Should()
            .Match<CandleStretch>(chart => chart.Candles.Count == 0 && chart.Holes.Count == 1, "nobody has asked yet");

        backfill.Ask(eth, CandleUnit.Day1, now.AddDays(-300)).State.Should().Be(BackfillState.Asked);

        await Patience.UntilAsync(() => backfill.StatusOf(eth, CandleUnit.Day1) is { IsOpen: false });
        backfill.StatusOf(eth, CandleUnit.Day1)!.State.Should().Be(BackfillState.Done);
        var chart = await charts.GetAsync(eth, CandleUnit.Day1, now.AddDays(-300), now, default);
        chart.Holes.Should().BeEmpty();
        chart.Candles.Should().HaveCount(299, "today is still forming");
        fake.Refused.Should().Be(0);
    }
}
