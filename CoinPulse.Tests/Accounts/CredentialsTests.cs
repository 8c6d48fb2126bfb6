using System.Net;
using System.Text.RegularExpressions;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Web.Accounts.Mail;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed partial class CredentialsTests : IAsyncLifetime, IDisposable
{
    private const string NewPassword = "Slow-clouds-8-hills";
    private readonly AccountsApp _app = new();
    private readonly Visitor _visitor;
    private UserId _admin;

    public CredentialsTests() => _visitor = _app.Visitor();

    public async Task InitializeAsync()
    {
        _admin = await _app.WithAdminAsync();
        await _visitor.SignInAsync("admin@example.com");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Changing_the_password_keeps_this_device_and_puts_out_the_others()
    {
        var other = _app.Visitor();
        await other.SignInAsync("admin@example.com");

        await _visitor.FillAsync(
            "/account/password", "password", ("Form.Current", AccountsApp.Password), ("Form.Password", NewPassword), ("Form.Again", NewPassword));

        (await _visitor.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await other.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.Found);
        (await _app.Get<ISignInSessions>().OpenAsync(_admin, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task The_second_factor_is_on_after_a_first_good_code_and_its_recovery_codes_work_once()
    {
        var page = await (await _visitor.GetAsync("/account/security")).Content.ReadAsStringAsync();
        page.Should().Contain("<svg");

        var codes = await TurnOnAsync();

        codes.Should().HaveCount(10);
        (await RecoverAsync(codes[0])).StatusCode.Should().Be(HttpStatusCode.Found);
        (await RecoverAsync(codes[0])).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_device_is_revoked_from_the_list()
    {
        var other = _app.Visitor();
        await other.SignInAsync("admin@example.com");
        var newest = (await _app.Get<ISignInSessions>().OpenAsync(_admin, default)).MaxBy(session => session.StartedAt)!;

        await _visitor.FillAsync("/account/devices", "devices", ("Session", newest.Id.ToString()));

        (await other.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.Found);
        (await _app.Get<IAuditTrail>().AboutAsync(_admin, 20, default)).Should().ContainSingle(entry => entry.Act == AuditActs.DeviceRevoked);
    }

    [Fact]
    public async Task A_mailed_link_changes_a_forgotten_password_once_and_puts_every_device_out()
    {
        await _app.Visitor().FillAsync("/account/forgotten-password", "forgotten", ("Form.Email", "admin@example.com"));
        var link = Link().Match(_app.Letters.Single().Text).Value;

        await ResetAsync(link, NewPassword);
        await ResetAsync(link, "Another-one-9-lakes");

        (await _visitor.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.Found);
        (await _app.Visitor().SignInAsync("admin@example.com", NewPassword)).StatusCode.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_letter_speaks_the_language_of_who_reads_it_whoever_asked_for_it()
    {
        await _app.Get<IDisplayWishes>().KeepLanguageAsync(_admin, "en", default);

        await _app.Visitor().FillAsync("/account/forgotten-password", "forgotten", ("Form.Email", "admin@example.com"));

        _app.Letters.Single().Should().Match<MailMessage>(letter => !Hangul().IsMatch(letter.Subject) && !Hangul().IsMatch(letter.Text));
    }

    [Fact]
    public async Task A_change_of_language_is_answered_in_the_new_one()
    {
        var answer = await _visitor.FillAsync("/account/profile", "profile", ("Form.Name", "Admin"), ("Form.Language", "en"));

        var page = await (await _visitor.GetAsync(answer.Headers.Location!.ToString())).Content.ReadAsStringAsync();
        page.Should().Contain("<html lang=\"en\"").And.MatchRegex("class=\"good\"[^>]*>.*Saved");
    }

    [Fact]
    public async Task Who_has_agreed_to_everything_reads_that_and_finds_the_documents()
    {
        var page = WebUtility.HtmlDecode(await (await _visitor.GetAsync("/account/agreements")).Content.ReadAsStringAsync());

        page.Should().Contain("모든 문서에 동의했습니다").And.Contain("/legal/autotrading").And.NotContain("동의하고 계속");
    }

    [Fact]
    public async Task Who_asks_for_an_unknown_email_is_told_the_same_and_nothing_is_mailed()
    {
        var known = await _app.Visitor().FillAsync("/account/forgotten-password", "forgotten", ("Form.Email", "admin@example.com"));
        var unknown = await _app.Visitor().FillAsync("/account/forgotten-password", "forgotten", ("Form.Email", "nobody@example.com"));

        StatusOf(await unknown.Content.ReadAsStringAsync()).Should().NotBeEmpty().And.Be(StatusOf(await known.Content.ReadAsStringAsync()));
        _app.Letters.Should().ContainSingle();
    }

    private async Task<List<string>> TurnOnAsync()
    {
        var page = await (await _visitor.GetAsync("/account/security")).Content.ReadAsStringAsync();
        var secret = Secret().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var hidden = Hidden().Matches(page[..page.IndexOf("</form>", StringComparison.Ordinal)])
            .Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)));
        var code = Totp.CodeAt(secret, _app.Get<TimeProvider>().GetUtcNow());

        var answer = await _visitor.PostAsync(
            "/account/security", [.. hidden, ("Form.Code", code), ("Form.Password", AccountsApp.Password)]);
        return [.. RecoveryCode().Matches(await answer.Content.ReadAsStringAsync()).Select(match => match.Groups[1].Value)];
    }

    private async Task<HttpResponseMessage> RecoverAsync(string code)
    {
        var visitor = _app.Visitor();
        await visitor.SignInAsync("admin@example.com");
        return await visitor.FillAsync("/account/recovery", "code", ("Form.Code", code));
    }

    private Task<HttpResponseMessage> ResetAsync(string link, string password) =>
        _app.Visitor().FillAsync(new Uri(link).PathAndQuery, "reset", ("Form.Password", password), ("Form.Again", password));

    private static string StatusOf(string page)
    {
        var start = page.IndexOf("role=\"status\"", StringComparison.Ordinal);
        return start < 0 ? "" : page[start..page.IndexOf("</div>", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();

    [GeneratedRegex("""class="secret">([A-Z2-7 ]+)<""")]
    private static partial Regex Secret();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex Hidden();

    [GeneratedRegex("[가-힣]")]
    private static partial Regex Hangul();

    [GeneratedRegex("<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>")]
    private static partial Regex RecoveryCode();
}
