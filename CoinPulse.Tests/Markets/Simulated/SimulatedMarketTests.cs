using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Markets.Simulated;
using CoinPulse.Core.Money;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Simulated;

public sealed class SimulatedMarketTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_and_start_make_the_same_market_print_by_print()
    {
        var first = Prints(seed: 7, Start, TimeSpan.FromMinutes(30));
        var second = Prints(seed: 7, Start, TimeSpan.FromMinutes(30));

        first.Should().HaveCountGreaterThan(1_000).And.Equal(second);
    }

    [Fact]
    public void How_the_time_is_cut_into_steps_changes_nothing()
    {
        var whole = Prints(seed: 7, Start, TimeSpan.FromMinutes(10));
        var cut = new List<(int, Print)>();
        var market = new SimulatedMarket(7, Start);

        for (var at = Start; at < Start.AddMinutes(10); at += TimeSpan.FromMilliseconds(770)) market.Step(at, (coin, print) => cut.Add((coin, print)));
        market.Step(Start.AddMinutes(10), (coin, print) => cut.Add((coin, print)));

        cut.Should().Equal(whole);
    }

    [Fact]
    public void Looking_at_books_moves_no_price()
    {
        var unseen = Prints(seed: 7, Start, TimeSpan.FromMinutes(5));
        var seen = new List<(int, Print)>();
        var market = new SimulatedMarket(7, Start);

        for (var at = Start; at <= Start.AddMinutes(5); at += TimeSpan.FromSeconds(1))
        {
            market.Step(at, (coin, print) => seen.Add((coin, print)));
            for (var coin = 0; coin < market.Coins.Count; coin++) market.BookOf(coin);
        }

        seen.Should().Equal(unseen);
    }

    [Fact]
    public void Another_seed_or_another_start_is_another_market()
    {
        var market = Prints(seed: 7, Start, TimeSpan.FromMinutes(1));

        Prints(seed: 8, Start, TimeSpan.FromMinutes(1)).Should().NotEqual(market);
        Prints(seed: 7, Start.AddDays(1), TimeSpan.FromMinutes(1)).Select(p => p.Print.Price).Should().NotEqual(market.Select(p => p.Print.Price));
    }

    [Fact]
    public void Every_book_can_be_traded_on()
    {
        var market = new SimulatedMarket(7, Start);
        for (var minute = 1; minute <= 20; minute++)
        {
            market.Step(Start.AddMinutes(minute), (_, _) => { });
            for (var coin = 0; coin < market.Coins.Count; coin++) ShouldBeSane(market.BookOf(coin));
        }
    }

    [Fact]
    public void Prints_are_at_the_bid_or_the_ask_and_on_the_tick()
    {
        foreach (var (_, print) in Prints(seed: 7, Start, TimeSpan.FromMinutes(30)))
        {
            var price = Price.FromCandle(print.Price);
            KrwTicks.IsOnTick(price).Should().BeTrue($"{price} is a print");
            print.Price.Should().BeOneOf(print.Bid, print.Ask);
            print.Coins.Should().BeGreaterThan(0).And.Be(Math.Round(print.Coins, 8));
        }
    }

    [Fact]
    public void All_markets_together_print_one_to_five_times_a_second_and_none_is_silent_for_an_hour()
    {
        var prints = Prints(seed: 7, Start, TimeSpan.FromHours(1));

        (prints.Count / 3_600.0).Should().BeInRange(1, 5);
        prints.Select(print => print.Coin).Distinct().Should().HaveCount(SimulatedCoin.All.Count);
    }

    [Fact]
    public void There_are_forty_markets_with_two_names_each()
    {
        SimulatedCoin.All.Should().HaveCount(40).And.OnlyHaveUniqueItems(coin => coin.Code);
        SimulatedCoin.All.Should().OnlyContain(coin => coin.KoreanName.Length > 0 && coin.EnglishName.Length > 0 && coin.BasePrice > 0);
    }

    [Fact]
    public void A_fresh_past_holds_enough_for_every_strategy()
    {
        var boards = Boards(SimulatedCoin.All);

        new SimulatedHistory(7, SimulatedCoin.All).MakeFresh(Start, boards);

        foreach (var board in boards)
        {
            Back(board, CandleUnit.Day1).Should().BeGreaterThan(TimeSpan.FromDays(60));
            Back(board, CandleUnit.Hour4).Should().BeGreaterThan(TimeSpan.FromDays(60));
            Back(board, CandleUnit.Hour1).Should().BeGreaterThan(TimeSpan.FromDays(60));
            Back(board, CandleUnit.Minute30).Should().BeGreaterThan(TimeSpan.FromDays(10));
            Back(board, CandleUnit.Minute15).Should().BeGreaterThan(TimeSpan.FromDays(10));
            board.Closed(CandleUnit.Minute1, 600).Should().HaveCount(600);
        }
    }

    [Fact]
    public void A_fresh_past_ends_near_the_base_price_and_is_the_same_for_the_same_seed()
    {
        SimulatedCoin[] coins = [.. SimulatedCoin.All.Take(4)];
        var (first, second) = (Boards(coins), Boards(coins));
        new SimulatedHistory(7, coins).MakeFresh(Start, first);

        new SimulatedHistory(7, coins).MakeFresh(Start, second);

        for (var i = 0; i < first.Count; i++)
        {
            first[i].Closed(CandleUnit.Hour1, 2_000).SequenceEqual(second[i].Closed(CandleUnit.Hour1, 2_000)).Should().BeTrue();
            (first[i].Closed(CandleUnit.Minute1, 1)[0].Close / SimulatedCoin.All[i].BasePrice).Should().BeApproximately(1, 0.05);
        }
    }

    [Fact]
    public void A_pause_is_filled_from_the_price_that_was_last_seen()
    {
        SimulatedCoin[] coins = [.. SimulatedCoin.All.Take(4)];
        var boards = Boards(coins);
        new SimulatedHistory(7, coins).MakeFresh(Start, boards);
        var before = boards.Select(board => board.Closed(CandleUnit.Minute1, 1)[0].Close).ToList();

        new SimulatedHistory(7, coins).FillPause(Start, Start.AddHours(2), boards, before);

        for (var i = 0; i < boards.Count; i++)
        {
            var minutes = boards[i].Closed(CandleUnit.Minute1, 600);
            var first = minutes.First(candle => candle.OpenAt >= Start);
            (first.Open / before[i]).Should().BeApproximately(1, 0.05);
            minutes[^1].OpenAt.Should().BeAfter(Start.AddMinutes(100));
        }
    }

    private static List<MarketBoard> Boards(IReadOnlyList<SimulatedCoin> coins) => [.. coins.Select(coin => new MarketBoard(coin.Info))];

    private static TimeSpan Back(MarketBoard board, CandleUnit unit) => Start - board.Closed(unit, 10_000)[0].OpenAt;

    private static List<(int Coin, Print Print)> Prints(long seed, DateTimeOffset start, TimeSpan length)
    {
        var prints = new List<(int, Print)>();
        new SimulatedMarket(seed, start).Step(start + length, (coin, print) => prints.Add((coin, print)));
        return prints;
    }

    private static void ShouldBeSane(OrderBook book)
    {
        book.Bids.Should().HaveCount(OrderBook.VisibleLevels);
        book.Asks.Should().HaveCount(OrderBook.VisibleLevels);
        (book.BestBid < book.BestAsk).Should().BeTrue();
        book.Bids.Zip(book.Bids.Skip(1)).Should().OnlyContain(pair => pair.First.Price > pair.Second.Price);
        book.Asks.Zip(book.Asks.Skip(1)).Should().OnlyContain(pair => pair.First.Price < pair.Second.Price);
        book.Bids.Concat(book.Asks).Should().OnlyContain(level => KrwTicks.IsOnTick(level.Price) && level.Price.IsPositive && level.Size.IsPositive);

        // Room for the orders of people who try the product, and for an order that is too large for it.
        book.AskValue.Value.Should().BeInRange(10_000_000, 50_000_000_000);
    }
}
