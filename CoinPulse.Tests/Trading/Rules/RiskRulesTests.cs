using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies.Swing;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Rules;

public sealed class RiskRulesTests
{
    private static readonly EntryRequest Good = Requests.Good;

    private static readonly KeyFacts WorkingKey = new(IsThere: true, Opens: true, Withdraws: false, Requests.Now.AddDays(100));

    /// <summary>In the order of the rules: each case breaks one rule.</summary>
    private static readonly (string Code, Func<EntryRequest, EntryRequest> Break)[] Broken =
    [
        (EntryReasons.TradingOff, r => r.With((AccountFacts a) => a with { TradingOn = false })),
        (EntryReasons.StoppedPosition, r => r.With((AccountFacts a) => a with { Stops = a.Stops | EntryStops.Position })),
        (EntryReasons.StoppedStrategy, r => r.With((AccountFacts a) => a with { Stops = a.Stops | EntryStops.Strategy })),
        (EntryReasons.StoppedAccount, r => r.With((AccountFacts a) => a with { Stops = a.Stops | EntryStops.Account })),
        (EntryReasons.StoppedUser, r => r.With((AccountFacts a) => a with { Stops = a.Stops | EntryStops.User })),
        (EntryReasons.StoppedPlatform, r => r.With((AccountFacts a) => a with { Stops = a.Stops | EntryStops.Platform })),
        (EntryReasons.AgreementMissing, r => r.With((AccountFacts a) => a with { AgreementsGiven = false })),
        (EntryReasons.KeyMissing, r => r.With((AccountFacts a) => a with { Key = KeyFacts.Of(null) })),
        (EntryReasons.KeyBroken, r => r.With((AccountFacts a) => a with { Key = WorkingKey with { Opens = false } })),
        (EntryReasons.KeyCanWithdraw, r => r.With((AccountFacts a) => a with { Key = WorkingKey with { Withdraws = true } })),
        (EntryReasons.KeyEnds, r => r.With((AccountFacts a) => a with { Key = WorkingKey with { EndsAt = Requests.Now.AddDays(14) } })),
        (EntryReasons.DailyLoss, r => r.With((AccountFacts a) => a with { RealisedToday = new Krw(-200_000), OpenToday = new Krw(-150_000) })),
        (EntryReasons.Drawdown, r => r.With((AccountFacts a) => a with { EquityPeak = a.Equity * 2 })),
        (EntryReasons.PositionsOfStrategyFull, r => r.With((AccountFacts a) => a with { PositionsOfStrategy = 5 })),
        (EntryReasons.PositionsFull, r => r.With((AccountFacts a) => a with { Positions = 10 })),
        (EntryReasons.BudgetOfStrategyUsed, r => r.With((AccountFacts a) => a with { BudgetUsedOfStrategy = new Krw(4_999_000) })),
        (EntryReasons.BudgetUsed, r => r.With((AccountFacts a) => a with { BudgetUsed = new Krw(9_998_000), BudgetUsedOfStrategy = Krw.Zero })),
        (EntryReasons.CashShort, r => r.With((AccountFacts a) => a with { FreeCash = new Krw(500) })),
        (EntryReasons.UnderMinimum, r => r with { Wish = new Krw(4_999) }),
        (EntryReasons.UnderMinimumAfterStop, r => r with { Wish = new Krw(5_100), Settings = new SwingSettings { StopLoss = 3 } }),
        (EntryReasons.MarketExcluded, r => r.With((RiskSettings s) => s with { ExcludedMarkets = ["KRW-XRP"] })),
        (EntryReasons.MarketHalted, r => r.With((MarketInfo i) => i with { Halted = true })),
        (EntryReasons.MarketDelisting, r => r.With((MarketInfo i) => i with { DelistedOn = new DateOnly(2026, 4, 1) })),
        (EntryReasons.MarketWarned, r => r.With((MarketInfo i) => i with { Warned = true })),
        (EntryReasons.MarketCautioned, r => r.With((MarketInfo i) => i with { Cautions = ["PRICE_FLUCTUATIONS"] })),
        (EntryReasons.HeldByHand, r => r.With((HoldingFacts h) => h with { HeldByHand = true })),
        (EntryReasons.EntryUnknown, r => r.With((HoldingFacts h) => h with { EntryUnknown = true })),
        (EntryReasons.HeldByEngine, r => r.With((HoldingFacts h) => h with { HeldByEngine = true })),
        (EntryReasons.CoolDown, r => r.With((HoldingFacts h) => h with { LastExitAt = r.Now.AddHours(-5) })),
        (EntryReasons.StopsInRow, r => r.With((AccountFacts a) => a with { StopsInRow = 3, LastStopAt = r.Now.AddHours(-11) })),
        (EntryReasons.PriceStale, r => r.With((MarketFacts m) => m with { Age = TimeSpan.FromSeconds(11) })),
        (EntryReasons.SpreadWide, r => r.With((MarketFacts m) => m with { Quote = m.Quote! with { Bid = new Price(2_900) } })),
        (EntryReasons.BookThin, r => r.With((MarketFacts m) => m with { Quote = m.Quote! with { Book = Requests.Asks((3_000, 2_000), (3_100, 9_000_000)) } })),
        (EntryReasons.RoseTooFar, r => r.With((RiskSettings s) => s with { MostRise24Hours = 10 }).With((MarketFacts m) => m with { PriceDayAgo = new Price(2_000) })),
        (EntryReasons.NearHigh, r => r.With((RiskSettings s) => s with { MostOfHigh25Hours = 98 }).With((MarketFacts m) => m with { PriceDayAgo = new Price(3_000), High25Hours = new Price(3_010) })),
    ];

    public static TheoryData<string> Codes => new(Broken.Select(rule => rule.Code));

    [Fact]
    public void A_wish_that_breaks_no_rule_is_granted_whole()
    {
        var accepted = Accepted(Good);

        accepted.Should().BeEquivalentTo(new EntryVerdict.Accepted(new Krw(500_000), new Price(3_003), Quantity.CutFrom(500_000m / 3_003m), Percent.Zero, []));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_broken_rule_refuses_with_its_own_reason_and_all_its_facts(string code)
    {
        var why = Refused(Broken.Single(rule => rule.Code == code).Break(Good));

        why.Code.Should().Be(code);
        why.Facts.Keys.Should().BeEquivalentTo(ReasonCodes.All.Single(known => known.Code == code).Facts);
    }

    [Fact]
    public void The_first_broken_rule_is_the_one_that_is_told()
    {
        for (var first = 0; first < Broken.Length; first++)
        {
            // Later ones are broken first, so that what an earlier one needs is not undone. Money rules look at one amount and tell its first cause.
            var request = Broken.Skip(first).Reverse().Where(rule => rule.Code == Broken[first].Code || !IsAboutMoney(rule.Code)).Aggregate(Good, (r, rule) => rule.Break(r));

            Refused(request).Code.Should().Be(Broken[first].Code);
        }

        static bool IsAboutMoney(string code) => code is EntryReasons.BudgetOfStrategyUsed or EntryReasons.BudgetUsed or EntryReasons.CashShort
            or EntryReasons.UnderMinimum or EntryReasons.UnderMinimumAfterStop;
    }

    [Theory]
    [InlineData(-299_999, 0, true)]
    [InlineData(-300_000, 0, false)]
    [InlineData(-200_000, -100_000, false)]
    [InlineData(-400_000, 150_000, true)]
    public void A_daily_loss_is_realised_and_open_against_the_equity_of_the_morning(int realised, int open, bool allowed)
    {
        // Ten million in the morning, 3 % of it is 300,000.
        var request = Good.With((AccountFacts a) => a with { RealisedToday = new Krw(realised), OpenToday = new Krw(open), Equity = new Krw(10_000_000 + realised + open) });

        (RiskRules.Decide(request) is EntryVerdict.Accepted).Should().Be(allowed);
    }

    [Fact]
    public void The_smaller_of_two_daily_limits_counts_and_zero_is_none()
    {
        var losing = Good.With((AccountFacts a) => a with { RealisedToday = new Krw(-100_000) });

        Refused(losing.With((RiskSettings s) => s with { DailyLoss = 100_000 })).Facts["limit"].Should().Be("100000");
        Accepted(losing.With((RiskSettings s) => s with { DailyLoss = 0, DailyLossPercent = 0 })).Amount.Should().Be(Good.Wish);
    }

    [Theory]
    [InlineData(-6, true)]
    [InlineData(-5.99, false)]
    public void A_cool_down_ends_on_the_hour(double hours, bool allowed) =>
        (RiskRules.Decide(Good.With((HoldingFacts h) => h with { LastExitAt = Good.Now.AddHours(hours) })) is EntryVerdict.Accepted).Should().Be(allowed);

    [Theory]
    [InlineData(2, -1, true)]
    [InlineData(3, -12, true)]
    [InlineData(3, -11.99, false)]
    [InlineData(4, -1, false)]
    public void Stops_in_a_row_pause_for_their_hours(int stops, double hours, bool allowed) =>
        (RiskRules.Decide(Good.With((AccountFacts a) => a with { StopsInRow = stops, LastStopAt = Good.Now.AddHours(hours) })) is EntryVerdict.Accepted).Should().Be(allowed);

    [Fact]
    public void A_market_without_a_price_is_refused_for_that()
    {
        Refused(Good.With((MarketFacts m) => m with { Quote = null, Age = null })).Code.Should().Be(EntryReasons.PriceMissing);
        Refused(Good.With((MarketFacts m) => m with { Age = null })).Code.Should().Be(EntryReasons.PriceMissing);
    }

    [Fact]
    public void A_price_of_exactly_ten_seconds_is_fresh() => Accepted(Good.With((MarketFacts m) => m with { Age = TimeSpan.FromSeconds(10) }));

    [Fact]
    public void A_rule_that_is_on_is_not_skipped_for_want_of_data()
    {
        Refused(Good.With((RiskSettings s) => s with { MostRise24Hours = 10 })).Code.Should().Be(EntryReasons.HighPriceUnknown);
        Refused(Good.With((RiskSettings s) => s with { MostOfHigh25Hours = 98 })).Code.Should().Be(EntryReasons.HighPriceUnknown);
    }

    [Fact]
    public void Cautions_and_warnings_are_let_pass_by_who_allows_them()
    {
        var marked = Good.With((MarketInfo i) => i with { Warned = true, Cautions = ["PRICE_FLUCTUATIONS"] });

        Accepted(marked.With((RiskSettings s) => s with { SkipWarned = false, SkipCautioned = false }));
        Refused(marked.With((RiskSettings s) => s with { SkipWarned = false })).Code.Should().Be(EntryReasons.MarketCautioned);
    }

    [Theory]
    [InlineData(72, 15, true)]
    [InlineData(24 * 20, 15, false)]
    [InlineData(24 * 20, 21, true)]
    public void A_key_lasts_longer_than_whatever_is_bought_with_it(int holdHours, int endsInDays, bool isBought)
    {
        var request = Good with
        {
            Settings = Good.Settings with { LongestHoldHours = holdHours },
            Account = Good.Account with { Key = WorkingKey with { EndsAt = Requests.Now.AddDays(endsInDays) } },
        };

        (RiskRules.Decide(request) is EntryVerdict.Accepted).Should().Be(isBought);
    }

    [Fact]
    public void A_spread_that_nobody_knows_is_no_reason() =>
        Accepted(Good.With((MarketFacts m) => m with { Quote = m.Quote! with { Bid = null, Ask = null, Book = null } })).ExpectedSlippage.Should().Be(Percent.Zero);

    [Fact]
    public void A_book_without_asks_sells_nothing() =>
        Refused(Good.With((MarketFacts m) => m with { Quote = m.Quote! with { Book = Requests.Book with { Asks = [] } } })).Code.Should().Be(EntryReasons.BookThin);

    [Fact]
    public void Every_refusal_that_is_registered_can_be_reached()
    {
        var reached = Broken.Select(rule => rule.Code).Concat([EntryReasons.PriceMissing, EntryReasons.HighPriceUnknown]);

        EntryReasons.All.Select(known => known.Code).Where(code => !code.StartsWith("EntryShrunk", StringComparison.Ordinal)).Should().BeEquivalentTo(reached);
    }

    private static EntryVerdict.Accepted Accepted(EntryRequest request) => RiskRules.Decide(request).Should().BeOfType<EntryVerdict.Accepted>().Subject;

    private static Reason Refused(EntryRequest request) => RiskRules.Decide(request).Should().BeOfType<EntryVerdict.Refused>().Subject.Why;
}
