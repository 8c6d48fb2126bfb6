using Bunit;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;
using CoinPulse.Web.Shared;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Shared;

public sealed class NumberComponentTests : ComponentTest
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 24, 0, 30, 15, TimeSpan.Zero);

    [Theory]
    [InlineData("ko", "1,500원")]
    [InlineData("en", "₩1,500")]
    public void Won_keeps_the_raw_amount_in_its_tooltip(string language, string expected)
    {
        using var reading = new InLanguage(language);

        var span = Render<KrwText>(p => p.Add(c => c.Amount, new Krw(1_499.875m))).Find("span");

        span.TextContent.Should().Be(expected);
        span.GetAttribute("title").Should().Be("1499.875 KRW");
    }

    [Fact]
    public void A_price_keeps_the_raw_value_in_its_tooltip()
    {
        var span = Render<PriceText>(p => p.Add(c => c.Value, new Price(331.25m))).Find("span");

        (span.TextContent, span.GetAttribute("title")).Should().Be(("331", "331.25 KRW"));
    }

    [Fact]
    public void A_quantity_names_its_coin() =>
        Render<QuantityText>(p => p.Add(c => c.Value, new Quantity(0.5m)).Add(c => c.Coin, Asset.From("BTC"))).Markup.Should().Contain("0.5").And.Contain("BTC");

    [Theory]
    [InlineData("ko", "0.02", "cp-up", "▲", "상승", "+2.00%")]
    [InlineData("en", "-0.02", "cp-down", "▼", "down", "−2.00%")]
    public void A_change_is_told_by_sign_arrow_word_and_colour(string language, string fraction, string colour, string arrow, string word, string number)
    {
        using var reading = new InLanguage(language);

        var markup = Render<SignedPercent>(p => p.Add(c => c.Value, new Percent(decimal.Parse(fraction, System.Globalization.CultureInfo.InvariantCulture)))).Markup;

        markup.Should().Contain(colour).And.Contain(arrow).And.Contain(word).And.Contain(number);
    }

    [Fact]
    public void What_rounds_to_nothing_went_nowhere()
    {
        var markup = Render<SignedKrw>(p => p.Add(c => c.Amount, new Krw(-0.4m))).Markup;

        markup.Should().Contain("cp-flat").And.NotContain("▼").And.NotContain("−");
    }

    [Theory]
    [InlineData("ko", "2026-11-24 09:30", "10분 전")]
    [InlineData("en", "2026-11-24 09:30", "10 min ago")]
    public void A_time_is_Seouls_with_a_hint_and_the_raw_instant(string language, string shown, string hint)
    {
        using var reading = new InLanguage(language);

        var time = Render<KstTime>(p => p.Add(c => c.At, Morning).Add(c => c.Now, Morning.AddMinutes(10))).Find("time");

        time.TextContent.Should().Contain(shown).And.Contain(hint);
        time.GetAttribute("title").Should().Be("2026-11-24 00:30:15.000 UTC");
        time.GetAttribute("datetime").Should().Be("2026-11-24T00:30:15Z");
    }

    [Theory]
    [InlineData("ko", "알 수 없음")]
    [InlineData("en", "unknown")]
    public void An_unknown_age_says_so(string language, string expected)
    {
        using var reading = new InLanguage(language);

        Render<AgeText>(p => p.Add(c => c.Age, null)).Find("span").TextContent.Should().Be(expected);
    }

    [Theory]
    [InlineData("ko", AccountKind.Paper, "모의투자")]
    [InlineData("ko", AccountKind.Upbit, "실거래")]
    [InlineData("en", AccountKind.Paper, "Paper")]
    public void The_badge_says_whose_money_it_is(string language, AccountKind kind, string expected)
    {
        using var reading = new InLanguage(language);

        Render<ModeBadge>(p => p.Add(c => c.Kind, kind)).Find("span").TextContent.Should().Be(expected);
    }

    [Fact]
    public void A_live_cell_flashes_when_its_value_changes_and_only_then()
    {
        var cell = Render<LiveCell<int>>(p => p.Add(c => c.Value, 1).AddChildContent("1"));
        cell.Markup.Should().NotContain("cp-live-changed", "the first value is no change");

        cell.Render(p => p.Add(c => c.Value, 1));
        cell.Markup.Should().NotContain("cp-live-changed");

        cell.Render(p => p.Add(c => c.Value, 2));
        cell.Markup.Should().Contain("cp-live-changed");
    }
}
