using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Backfill;
using CoinPulse.Core.Markets.Candles;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Holdings;
using CoinPulse.Tests.Markets.Candles;
using CoinPulse.Tests.Trading.Cycle;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CoinPulse.Tests.Holdings;

/// <summary>The readers on a paper account that the real desk and a person trade on.</summary>
public sealed class HoldingsReadersTests : IAsyncLifetime
{
    private Floor _floor = null!;
    private OrderRecords _records = null!;
    private HistoryMarks _marks = null!;

    public async Task InitializeAsync()
    {
        _floor = await Floor.OpenAsync();
        (_records, _marks) = (new OrderRecords(_floor.Database), new HistoryMarks(_floor.Database));
    }

    public async Task DisposeAsync() => await _floor.DisposeAsync();

    [Fact]
    public async Task The_engines_coins_and_the_persons_are_one_holding_told_apart_at_what_both_cost()
    {
        await _floor.EnterAsync();
        _floor.Price(2_000);
        await _floor.PlaceByHandAsync(OrderRequest.BuyNow(ClientOrderId.From("by-hand"), Story.Market, new Price(2_001), new Quantity(30)));
        await SyncAsync();

        var picture = await Reader().ReadAsync(_floor.Account, default);

        var coin = picture.Coins.Should().ContainSingle().Subject;
        var balances = await _floor.BalancesAsync();
        (coin.Total, coin.OfEngine, coin.OfPerson).Should().Be((new Quantity(40), new Quantity(10), new Quantity(30)));
        coin.Cost.Cost.Should().Be(new Krw(10_000_000) - balances.Cash, "nothing else was paid for");
        coin.Difference.Should().Be(CostDifference.Fees);
        picture.Total.Should().Be(Equity.Of(balances, _floor.Hub));
        (await _records.FindAsync(_floor.Account.Owner, _floor.Account.Id, new RecordQuery(), default)).Orders.Select(line => line.Order.Source)
            .Should().BeEquivalentTo([OrderSource.Bot, OrderSource.External]);
        picture.Mark!.IsWhole.Should().BeTrue();
    }

    [Fact]
    public async Task Coins_of_which_nothing_is_recorded_are_shown_at_the_exchanges_average_and_said_to_be_so()
    {
        await _floor.EnterAsync();

        var coin = (await Reader().ReadAsync(_floor.Account, default)).Coins[0];

        (coin.IsOurs, coin.Average, coin.Difference).Should().Be((false, coin.Theirs, CostDifference.Unread));
    }

    [Fact]
    public async Task Days_worked_out_from_the_records_are_what_snapshots_said()
    {
        var snapshots = new List<(DateOnly On, Krw Worth)>();
        var hours = new List<Candle>();
        for (var day = 1; day <= 6; day++)
        {
            await _floor.PlaceByHandAsync(OrderRequest.BuyNow(ClientOrderId.From($"buy-{day}"), Story.Market, new Price(3_000), new Quantity(10 * day)));
            if (day == 3) await _floor.PlaceByHandAsync(OrderRequest.SellAtMarket(ClientOrderId.From("sell"), Story.Market, new Quantity(25)));
            if (day == 4) await _floor.Paper.DepositAsync(_floor.Account, new Krw(250_000), default);
            _floor.Wall.SetUtcNow(Kst.StartOf(Kst.DayOf(Story.Now).AddDays(day)));
            _floor.Price(1_000 + 100 * (day % 4));
            snapshots.Add((Kst.Today(_floor.Wall), Equity.Of(await _floor.BalancesAsync(), _floor.Hub)));
            hours.Add(new Candle(_floor.Wall.GetUtcNow().AddHours(-1), 1, 1, 1, 1_000 + 100 * (day % 4), 1, 1));
            _floor.Wall.Advance(TimeSpan.FromHours(1));
        }

        _floor.Hub.SetClosed(Story.Market, CandleUnit.Hour1, hours);
        await SyncAsync();

        var history = await new BalanceHistoryReader(new FakeDays(), _records, _marks, _floor, Prices(), _floor.Hub, _floor.Clock).ReadAsync(_floor.Account, null, default);

        history.Days.SkipLast(1).Select(day => (day.On, day.Equity)).Should().Equal(snapshots);
        history.Days.SkipLast(1).Should().OnlyContain(day => day.IsComputed && !day.LacksPrices);
        history.Transfers.Should().ContainSingle().Which.Worth.Should().Be(new Krw(250_000));
        history.Return.Should().Be(Growth.TimeWeighted(history.Days));
    }

    private PastPrices Prices() => new(new CandleHistory(_floor.Hub, new MemoryCandles(), _floor.Clock), new NobodyFills());

    private HoldingsReader Reader() => new(_floor.Positions, _records, _marks, _floor, Prices(), _floor.Hub, _floor.Clock);

    private Task<HistoryReport> SyncAsync() => new HistorySync(
        _floor.Accounts, _records, _marks, _floor, _floor.Hub, _floor.Clock, new HistoryNews(), _floor.Wall, NullLogger<HistorySync>.Instance).RunAsync(default);

    private sealed class NobodyFills : IBackfill
    {
        public BackfillStatus Ask(MarketCode market, CandleUnit unit, DateTimeOffset from) => new(BackfillState.NothingToFill, from, 0, 0);

        public BackfillStatus? StatusOf(MarketCode market, CandleUnit unit) => null;
    }
}
