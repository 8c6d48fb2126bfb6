using System.Globalization;
using System.Reflection;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Web.Accounts;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Keys;

public sealed class KeyRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly KeyFindings Good = new(null, KeyMay.Yes, KeyMay.Yes, KeyMay.Yes, KeyMay.No, Noon.AddDays(300)) { Family = ["a"] };

    [Fact]
    public void A_key_that_sees_and_orders_and_cannot_withdraw_is_taken() => Codes(Good).Should().BeEmpty();

    [Fact]
    public void A_key_that_can_withdraw_is_refused_whatever_is_said() => Codes(Good with { Withdraws = KeyMay.Yes }, accepted: true).Should().Equal(KeyProblems.CanWithdraw);

    [Fact]
    public void Where_that_is_unknown_it_is_asked_for_in_words()
    {
        Codes(Good with { Withdraws = KeyMay.Unknown }).Should().Equal(KeyProblems.WithdrawalUnknown);
        Codes(Good with { Withdraws = KeyMay.Unknown }, accepted: true).Should().BeEmpty();
    }

    [Fact]
    public void Each_right_that_is_missing_or_not_answered_is_named()
    {
        var problems = KeyRules.Check(Good with { SeesBalances = KeyMay.No, PlacesOrders = KeyMay.Unknown }, false, [], Noon);

        problems.Select(problem => (problem.Code, problem.Arguments[0])).Should().Equal((KeyProblems.Lacks, "자산조회"), (KeyProblems.Lacks, "주문하기"));
    }

    [Fact]
    public void A_key_of_which_it_is_not_certain_whose_it_is_is_refused()
    {
        Codes(Good with { Family = null }).Should().Equal(KeyProblems.ListNotKnown);
        Codes(Good with { ExpiresAt = null }).Should().Equal(KeyProblems.ListNotKnown);
    }

    [Theory]
    [InlineData(ExchangeFaultKind.KeyInvalid, KeyProblems.Wrong)]
    [InlineData(ExchangeFaultKind.KeyExpired, KeyProblems.Expired)]
    [InlineData(ExchangeFaultKind.AddressNotAllowed, KeyProblems.AddressNotRegistered)]
    [InlineData(ExchangeFaultKind.PermissionMissing, KeyProblems.Lacks)]
    [InlineData(ExchangeFaultKind.NoAnswer, KeyProblems.NotChecked)]
    [InlineData(ExchangeFaultKind.Busy, KeyProblems.NotChecked)]
    public void A_key_that_opens_nothing_says_why(ExchangeFaultKind why, string code) => Codes(KeyFindings.Closed(new ExchangeFault(why, "x", "…"))).Should().Equal(code);

    [Fact]
    public void An_address_that_is_not_registered_is_named_to_be_registered() =>
        KeyRules.Check(KeyFindings.Closed(new ExchangeFault(ExchangeFaultKind.AddressNotAllowed, "x", "…")), false, ["203.0.113.10", "203.0.113.11"], Noon)[0].Arguments[0]
            .Should().Be("203.0.113.10, 203.0.113.11");

    [Theory]
    [InlineData(31, null, null)]
    [InlineData(30, null, 30)]
    [InlineData(29, 30, null)]
    [InlineData(7, 30, 7)]
    [InlineData(6, 7, null)]
    [InlineData(1, 7, 1)]
    [InlineData(1, null, 1)]
    [InlineData(-1, 1, null)]
    public void The_end_is_warned_of_at_thirty_seven_and_one_day_once_each(int daysLeft, int? warned, int? due) =>
        KeyRules.WarningDue(Noon.AddDays(daysLeft), warned, Noon).Should().Be(due);

    [Fact]
    public void Each_refusal_has_its_sentence()
    {
        var codes = typeof(KeyProblems).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        codes.Should().OnlyContain(code => AccountsText.ResourceManager.GetString("Problem_" + code, CultureInfo.GetCultureInfo("ko")) != null);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("203.0.113.10, 203.0.113.11", true)]
    [InlineData("203.0.113.10,nonsense", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("1.1.1.1,1.1.1.2,1.1.1.3,1.1.1.4,1.1.1.5,1.1.1.6,1.1.1.7,1.1.1.8,1.1.1.9,1.1.1.10,1.1.1.11", false)]
    public void The_server_s_addresses_are_at_most_ten_of_the_kind_that_Upbit_registers(string addresses, bool good) =>
        new ServerOptions { OutgoingAddresses = addresses }.Validate(null!).Any().Should().Be(!good);

    private static IEnumerable<string> Codes(KeyFindings findings, bool accepted = false) => KeyRules.Check(findings, accepted, [], Noon).Select(problem => problem.Code);
}
