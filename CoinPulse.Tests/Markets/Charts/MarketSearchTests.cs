using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Web.Markets;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Markets.Charts;

public sealed class MarketSearchTests
{
    private static readonly MarketInfo Bitcoin = new(MarketCode.From("KRW-BTC"), "비트코인", "Bitcoin");
    private static readonly MarketInfo Cash = new(MarketCode.From("KRW-BCH"), "비트코인캐시", "Bitcoin Cash");

    [Theory]
    [InlineData("")]
    [InlineData("btc")]
    [InlineData("krw-b")]
    [InlineData("비트")]
    [InlineData("ㅂㅌㅋㅇ")]
    [InlineData("ㅌㅋ")]
    [InlineData("비ㅌ")]
    [InlineData("bitC")]
    public void A_market_is_found_as_people_type_it(string search) => MarketSearch.Matches(Bitcoin, search).Should().BeTrue();

    [Theory]
    [InlineData("ㅂㅌㅋㅇㅋㅅ")]
    [InlineData("ㅃ")]
    [InlineData("ㅏ")]
    [InlineData("이더")]
    [InlineData("eth")]
    public void Others_are_not(string search) => MarketSearch.Matches(Bitcoin, search).Should().BeFalse();

    [Fact]
    public void Spaces_do_not_matter() => MarketSearch.Matches(Cash, " 비트코인 캐시 ").Should().BeTrue();

    [Theory]
    [InlineData(MarketSort.Value, false, "A,B,C")]
    [InlineData(MarketSort.Change, false, "B,A,C")]
    [InlineData(MarketSort.Change, true, "A,B,C")]
    [InlineData(MarketSort.Name, false, "A,B,C")]
    [InlineData(MarketSort.Name, true, "C,B,A")]
    public void A_market_without_a_price_stands_last_whatever_the_order(MarketSort sort, bool ascending, string expected)
    {
        MarketLine[] lines = [Line("C", null, null), Line("B", 0.05m, 100), Line("A", 0.01m, 900)];

        new MarketFilter(Sort: sort, Ascending: ascending).Apply(lines).Select(line => line.Name).Should().Equal(expected.Split(','));
    }

    private static MarketLine Line(string name, decimal? change, decimal? value) => new(
        new MarketInfo(MarketCode.From($"KRW-{name}"), name, name), name, value is null ? null : new Price(1), change is { } known ? new Percent(known) : null, value is { } won ? new Krw(won) : null, 0, null);
}
