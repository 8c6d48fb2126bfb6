using Bunit;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Trading.Settings;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Settings;

public sealed class SettingsPreviewCardTests : PageTest
{
    private static readonly DateTimeOffset At = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_would_be_bought_stands_with_its_amount()
    {
        var card = Card(new SettingsPreview(40, [Bought("KRW-XRP", "리플", 500_000)], At));

        card.Find("h2").TextContent.Should().Contain("1개");
        card.Find("[data-test=wish]").TextContent.Should().Contain("리플").And.Contain("500,000원");
    }

    [Fact]
    public void What_the_rules_refuse_is_gathered_by_reason()
    {
        var card = Card(new SettingsPreview(40, [Refused("KRW-XRP", "리플"), Refused("KRW-BTC", "비트코인"), Bought("KRW-ETH", "이더리움", 10_000)], At));

        card.Find("h2").TextContent.Should().Contain("1개");
        card.FindAll("[data-test=refused]").Should().ContainSingle().Which.TextContent.Should().Contain("리플, 비트코인").And.Contain("이미 보유 중인 종목");
    }

    [Fact]
    public void No_market_that_fits_is_an_answer_and_not_an_empty_card()
    {
        var card = Card(new SettingsPreview(40, [], At));

        card.Find("h2").TextContent.Should().Contain("0개");
        card.Find("p").TextContent.Should().Contain("40");
        card.FindAll("li").Should().BeEmpty();
    }

    [Fact]
    public void Of_many_the_strongest_are_named_and_the_rest_counted()
    {
        var card = Card(new SettingsPreview(40, [.. Enumerable.Range(1, 11).Select(i => Bought($"KRW-C{i}", $"코인{i}", 10_000))], At));

        card.FindAll("[data-test=wish]").Should().HaveCount(8);
        card.Markup.Should().Contain("3").And.NotContain("코인9");
    }

    [Theory]
    [InlineData(true, nameof(SettingsText.PreviewWaits))]
    [InlineData(false, nameof(SettingsText.PreviewUnknown))]
    public void With_nothing_to_say_it_says_what_it_waits_for(bool isWrong, string key)
    {
        var card = Render<SettingsPreviewCard>(parameters => parameters.Add(c => c.Preview, null).Add(c => c.IsWrong, isWrong));

        card.Find("p").TextContent.Should().Be(SettingsText.ResourceManager.GetString(key, System.Globalization.CultureInfo.CurrentUICulture));
    }

    private static PreviewedMarket Bought(string market, string name, decimal amount) => new(
        Info(market, name), Wish, new EntryVerdict.Accepted(new Krw(amount), new Price(1_000), new Quantity(amount / 1_000), Percent.Zero, []));

    private static PreviewedMarket Refused(string market, string name) => new(Info(market, name), Wish, new EntryVerdict.Refused(Reason.Of(EntryReasons.HeldByEngine)));

    private static Opinion Wish => new(Reason.Of("Seen"), 50);

    private static MarketInfo Info(string market, string name) => new(MarketCode.From(market), name, name);

    private IRenderedComponent<SettingsPreviewCard> Card(SettingsPreview preview) => Render<SettingsPreviewCard>(parameters => parameters.Add(card => card.Preview, preview));
}
