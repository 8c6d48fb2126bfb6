using System.Globalization;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Trading;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

public sealed class ReasonTextTests : PageTest
{
    [Theory]
    [InlineData("ko-KR", "손절선 1,234.5원")]
    [InlineData("en-US", "the stop of 1,234.5 KRW")]
    public void A_reason_is_a_sentence_of_the_readers_language_with_its_numbers(string culture, string part)
    {
        In(culture);

        ReasonText.Of(Reason.Of(ExitReasons.StopLoss, ("price", 1_230m), ("level", 1_234.5m))).Should().Contain(part);
    }

    [Fact]
    public void An_instant_is_shown_in_Seoul_time()
    {
        var until = new DateTimeOffset(2026, 4, 1, 15, 30, 0, TimeSpan.Zero).ToString("O", CultureInfo.InvariantCulture);

        ReasonText.Of(Reason.Of(EntryReasons.CoolDown, ("hours", 6), ("until", until))).Should().Contain("2026-04-02 00:30");
    }

    [Fact]
    public void A_code_without_a_text_shows_itself_so_that_nothing_is_hidden() =>
        ReasonText.Of(Reason.Of("NoSuchCode", ("amount", 5))).Should().Be("NoSuchCode(amount=5)");
}
