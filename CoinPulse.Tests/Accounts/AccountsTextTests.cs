using System.Globalization;
using System.Reflection;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Web.Accounts;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class AccountsTextTests
{
    private static readonly CultureInfo Korean = CultureInfo.GetCultureInfo("ko");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Fact]
    public void Every_refusal_of_an_admin_s_act_has_its_sentence()
    {
        var codes = typeof(PeopleProblems).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        codes.Should().OnlyContain(code => AccountsText.ResourceManager.GetString("Problem_" + code, Korean) != null);
    }

    [Fact]
    public void Every_act_of_an_admin_has_a_name_and_a_sentence() => Enum.GetNames<AdminAct>().Should().OnlyContain(act =>
        AccountsText.ResourceManager.GetString("Act_" + act, Korean) != null && AccountsText.ResourceManager.GetString("Confirm_" + act, Korean) != null);

    [Fact]
    public void Every_act_on_record_has_its_words()
    {
        var acts = typeof(AuditActs).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        acts.Should().OnlyContain(act => Says($"Audit_{act.Replace('.', '_')}", Korean) && Says($"Audit_{act.Replace('.', '_')}", English));
    }

    [Fact]
    public void Every_failed_sign_in_on_record_says_what_became_of_it() => new[] { SignInAnswer.Wrong, SignInAnswer.LockedOut, SignInAnswer.Locked, SignInAnswer.Unconfirmed }
        .Should().OnlyContain(answer => AccountsText.ResourceManager.GetString($"SignInAnswer_{answer}", Korean) != null);

    [Theory]
    [InlineData(AgreementDocument.Terms)]
    [InlineData(AgreementDocument.Privacy)]
    [InlineData(AgreementDocument.Risk)]
    [InlineData(AgreementDocument.AutoTrading)]
    public void Each_document_says_the_same_number_of_things_in_both_languages(AgreementDocument document)
    {
        var (korean, english) = (LegalDocuments.Read(document, Korean), LegalDocuments.Read(document, English));

        korean.Select(line => line.Kind).Should().Equal(english.Select(line => line.Kind)).And.Contain(LegalLineKind.Heading);
        korean.Should().NotEqual(english);
    }

    private static bool Says(string key, CultureInfo language) =>
        AccountsText.ResourceManager.GetResourceSet(language, createIfNotExists: true, tryParents: language == Korean)?.GetString(key) is { Length: > 0 };
}
