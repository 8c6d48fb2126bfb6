using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies.Swing;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Rules;

/// <summary>What holds whatever the numbers are. Amounts are drawn small, because the edges are at the minimum order.</summary>
public sealed class RiskRulesPropertyTests
{
    private static readonly Gen<OrderBook> Books =
        from best in Gen.OneOf(Gen.Int[1, 900].Select(tick => tick / 10_000m), Gen.Int[100, 9_000].Select(price => (decimal)price), Gen.Int[1_000, 150_000].Select(price => price * 1_000m))
        from levels in Gen.Select(Gen.Int[1, 4], Gen.Int[1, 30_000]).List[1, 8]
        select BookFrom(KrwTicks.RoundUp(new Price(best)), levels);

    private static readonly Gen<EntryRequest> Wishes =
        from book in Books
        from wish in Gen.Int[4_000, 60_000]
        from stop in Gen.Int[1, 300]
        from share in Gen.Int[10, 100]
        from slippage in Gen.Int[0, 300]
        from tolerance in Gen.Int[0, 100]
        from cash in Gen.Int[0, 60_000]
        from used in Gen.Int[0, 60_000]
        from usedOfStrategy in Gen.Int[0, 60_000]
        select Requests.Good with
        {
            Wish = new Krw(wish),
            Settings = new SwingSettings { StopLoss = stop / 10m, Share1 = share, Budget = 60_000 },
            Risk = new RiskSettings { MostSlippage = slippage / 100m, PriceTolerance = tolerance / 100m, BudgetOverAll = 60_000, MostSpread = 10 },
            Account = Requests.Good.Account with { FreeCash = new Krw(cash), BudgetUsed = new Krw(used), BudgetUsedOfStrategy = new Krw(usedOfStrategy) },
            Market = Requests.Good.Market with { Quote = Requests.QuoteOf(book) with { Bid = book.BestAsk } },
        };

    [Fact]
    public void The_rules_never_enlarge_and_never_spend_what_is_not_there() => ForAccepted((request, accepted) =>
    {
        accepted.Amount.Should().BeLessThanOrEqualTo(request.Wish);
        (accepted.Amount + request.Account.BudgetUsed).Value.Should().BeLessThanOrEqualTo(request.Risk.BudgetOverAll);
        (accepted.Amount + request.Account.BudgetUsedOfStrategy).Value.Should().BeLessThanOrEqualTo(request.Settings.Budget);

        var order = accepted.Worst * accepted.Quantity;
        order.Should().BeLessThanOrEqualTo(accepted.Amount);
        (order * (1 + request.Venue.Fee.Fraction)).Should().BeLessThanOrEqualTo(request.Account.FreeCash);
        (accepted.Shrunk.Count == 0).Should().Be(accepted.Amount == request.Wish);
    });

    [Fact]
    public void No_plan_is_under_the_minimum_after_its_stop() => ForAccepted((request, accepted) =>
    {
        var ask = request.Market.Ask!.Value;
        var bought = ask * accepted.Quantity;

        LeastPart.AtStop(bought, request.Settings, request.Venue.Fee).Should().BeGreaterThanOrEqualTo(request.Venue.Minimum);
        (accepted.Worst * accepted.Quantity).Should().BeGreaterThanOrEqualTo(request.Venue.Minimum);
    });

    [Fact]
    public void The_worst_price_reaches_the_amount_and_goes_no_further_than_allowed() => ForAccepted((request, accepted) =>
    {
        var asks = request.Market.Quote!.Book!.Asks;
        var reached = asks.Where(level => level.Price <= accepted.Worst).Aggregate(Krw.Zero, (sum, level) => sum + level.Price * level.Size);

        accepted.Worst.Should().BeGreaterThanOrEqualTo(asks[0].Price);
        KrwTicks.IsOnTick(accepted.Worst).Should().BeTrue();
        reached.Should().BeGreaterThanOrEqualTo(accepted.Amount);
        accepted.Worst.ChangeFrom(asks[0].Price).Fraction.Should()
            .BeLessThanOrEqualTo((1 + request.Risk.MostSlippage / 100) * (1 + request.Risk.PriceTolerance / 100) - 1);
        accepted.ExpectedSlippage.Should().BeLessThanOrEqualTo(Percent.Of(request.Risk.MostSlippage));
    });

    [Fact]
    public void More_money_never_buys_less() => Gen.Select(Wishes, Gen.Int[0, 5], Gen.Int[0, 30_000]).Sample((request, which, more) =>
    {
        var richer = which switch
        {
            0 => request with { Wish = request.Wish + new Krw(more) },
            1 => request.With((AccountFacts a) => a with { FreeCash = a.FreeCash + new Krw(more) }),
            2 => request.With((RiskSettings s) => s with { BudgetOverAll = s.BudgetOverAll + more }),
            3 => request with { Settings = request.Settings with { Budget = request.Settings.Budget + more } },
            4 => request.With((AccountFacts a) => a with { BudgetUsed = Krw.Max(Krw.Zero, a.BudgetUsed - new Krw(more)) }),
            _ => request.With((AccountFacts a) => a with { BudgetUsedOfStrategy = Krw.Max(Krw.Zero, a.BudgetUsedOfStrategy - new Krw(more)) }),
        };

        AmountOf(richer).Should().BeGreaterThanOrEqualTo(AmountOf(request));
    });

    [Fact]
    public void A_looser_limit_never_refuses_what_a_tighter_one_granted() =>
        Gen.Select(Gen.Int[0, 3_000], Gen.Int[1, 60], Gen.Int[0, 12], Gen.Int[0, 40], Gen.Int[0, 10], Gen.Int[0, 20]).Sample((loss, age, held, drawdown, limit, looser) =>
        {
            var request = Requests.Good
                .With((AccountFacts a) => a with { RealisedToday = new Krw(-loss * 100), Positions = held, EquityPeak = a.Equity * (1 + drawdown / 100m) })
                .With((MarketFacts m) => m with { Age = TimeSpan.FromSeconds(age) });

            AmountOf(request.With((RiskSettings s) => Limits(s, limit + looser))).Should().BeGreaterThanOrEqualTo(AmountOf(request.With((RiskSettings s) => Limits(s, limit))));

            // Zero would be "no limit" for some, so limits start at one.
            static RiskSettings Limits(RiskSettings s, int limit) => s with
            {
                DailyLossPercent = 1 + limit / 10m,
                Drawdown = 1 + limit,
                StaleSeconds = 1 + limit,
                MostPositionsOverAll = 1 + limit,
            };
        });

    private static Krw AmountOf(EntryRequest request) => RiskRules.Decide(request) is EntryVerdict.Accepted accepted ? accepted.Amount : Krw.Zero;

    private static void ForAccepted(Action<EntryRequest, EntryVerdict.Accepted> check)
    {
        var accepted = 0;
        Wishes.Sample(
            request =>
            {
                if (RiskRules.Decide(request) is not EntryVerdict.Accepted verdict) return;
                Interlocked.Increment(ref accepted);
                check(request, verdict);
            },
            iter: 5_000);

        // A property that is never asked proves nothing.
        accepted.Should().BeGreaterThan(200);
    }

    private static OrderBook BookFrom(Price best, IReadOnlyList<(int Ticks, int Value)> levels)
    {
        List<BookLevel> asks = [];
        var price = best;
        foreach (var (ticks, value) in levels)
        {
            for (var tick = 0; tick < ticks && asks.Count > 0; tick++) price = KrwTicks.Above(price);
            asks.Add(new BookLevel(price, Quantity.CutFrom(value / price.Value)));
        }

        return new OrderBook(Requests.Market, [new BookLevel(KrwTicks.Below(best), new Quantity(1))], asks, Requests.Now);
    }
}
