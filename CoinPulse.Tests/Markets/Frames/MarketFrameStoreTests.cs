using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Frames;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Frames;

public sealed class MarketFrameStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");

    [Theory, EveryDatabase]
    public async Task The_newest_frame_comes_back_as_it_was_and_is_the_only_one(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        (await NewestAsync(database)).Should().BeNull();

        await ShowAsync(database, fence: 1, Noon, 100);
        await ShowAsync(database, fence: 1, Noon.AddSeconds(1), 101.5);

        var newest = (await NewestAsync(database))!;
        newest.Should().BeEquivalentTo(Frame(fence: 1, Noon.AddSeconds(1), 101.5));
        newest.Content.Lines.Single().Last.Should().Be(101.5);
    }

    [Theory, EveryDatabase]
    public async Task Who_lost_the_engine_shows_nothing_more_however_late_its_frame_arrives(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        await ShowAsync(database, fence: 3, Noon, 100);
        await ShowAsync(database, fence: 4, Noon.AddSeconds(1), 200);

        await ShowAsync(database, fence: 3, Noon.AddSeconds(20), 300);
        (await NewestAsync(database))!.Content.Lines.Single().Last.Should().Be(200);

        await ShowAsync(database, fence: 4, Noon.AddSeconds(2), 201);
        (await NewestAsync(database))!.Content.Lines.Single().Last.Should().Be(201);
    }

    [Theory, EveryDatabase]
    public async Task Each_source_has_a_frame_of_its_own(DatabaseKind kind)
    {
        await using var database = await MarketTestDatabase.CreateAsync(kind);
        await ShowAsync(database, fence: 1, Noon, 100);

        (await database.Frames.NewestForEveryoneAsync(PriceSource.Replay, default)).Should().BeNull();
        await ShowAsync(database, fence: 1, Noon, 7, PriceSource.Replay);

        (await NewestAsync(database))!.Content.Lines.Single().Last.Should().Be(100);
        (await database.Frames.NewestForEveryoneAsync(PriceSource.Replay, default))!.Content.Lines.Single().Last.Should().Be(7);
    }

    private static Task<MarketFrame?> NewestAsync(MarketTestDatabase database) => database.Frames.NewestForEveryoneAsync(PriceSource.Simulated, default);

    private static Task ShowAsync(MarketTestDatabase database, long fence, DateTimeOffset at, double last, PriceSource source = PriceSource.Simulated) =>
        database.Frames.ShowForEveryoneAsync(Frame(fence, at, last, source), default);

    private static MarketFrame Frame(long fence, DateTimeOffset at, double last, PriceSource source = PriceSource.Simulated) => new(
        source, fence, at, Noon.AddMinutes(-2), new FrameContent(Noon, [new FrameLine(Btc, last, last - 1, last + 1, at, [], null)]));
}
