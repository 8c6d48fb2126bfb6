using CoinPulse.Core.Accounts;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class TotpTests
{
    // The secret of RFC 6238, appendix B, in base 32; its codes cut to six digits.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code)
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Totp.CodeAt(Secret, moment).Should().Be(code);
        Totp.StepOf(Secret, code, moment).Should().Be(seconds / 30);
    }

    [Theory]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(-60, false)]
    [InlineData(60, false)]
    public void A_clock_may_be_half_a_minute_off_and_no_more(int seconds, bool accepted)
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(1111111100);
        var code = Totp.CodeAt(Secret, moment.AddSeconds(seconds));

        (Totp.StepOf(Secret, code, moment) is not null).Should().Be(accepted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData("abcdef")]
    public void What_is_not_six_digits_is_no_code(string? code) =>
        Totp.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)).Should().BeNull();
}
