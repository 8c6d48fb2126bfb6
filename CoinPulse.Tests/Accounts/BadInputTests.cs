using System.Net;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

/// <summary>What nobody should type into an account form but somebody will: answered in a sentence, with what was typed still there, and never with a fault.</summary>
public sealed class BadInputTests : IAsyncLifetime, IDisposable
{
    private static readonly string Long = new('a', 5_000);

    // Fewer than the attempts that one address has at the narrowest door.
    private static readonly string[] Oddities =
    [
        "", "   \t", Long, "😀👨‍👩‍👧‍👦🏳️‍🌈", "'; DROP TABLE \"AspNetUsers\"; --", "<script>alert(1)</script>", "%00%0d%0a", "a\u0001@example.com", "\u202Eb\u0301@",
    ];

    private readonly AccountsApp _app = new();
    private readonly Visitor _stranger;
    private readonly Visitor _admin;

    public BadInputTests() => (_stranger, _admin) = (_app.Visitor(), _app.Visitor());

    public async Task InitializeAsync()
    {
        await _app.WithAdminAsync();
        await _admin.SignInAsync("admin@example.com");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Every_form_of_a_stranger_answers_in_a_sentence()
    {
        (string Path, string Form, string[] Fields)[] forms =
        [
            ("/account/sign-in", "sign-in", ["Email", "Password"]),
            ("/account/sign-up", "sign-up", ["Name", "Email", "Password", "Again"]),
            ("/account/forgotten-password", "forgotten", ["Email"]),
            ("/account/reset-password?user=x&code=y", "reset", ["Password", "Again"]),
        ];
        foreach (var odd in Oddities)
        {
            foreach (var (path, form, fields) in forms)
            {
                var answer = await _stranger.FillAsync(path, form, [.. fields.Select(field => ($"Form.{field}", odd))]);

                await ShouldBeRefusedInASentenceAsync(answer, $"{path} was given '{odd}'");
            }
        }

        (await _app.Get<IUserDirectory>().SearchForEveryoneAsync(null, 0, 10, default)).Total.Should().Be(1, "nobody is made of it");
    }

    [Fact]
    public async Task Every_form_of_a_person_answers_in_a_sentence()
    {
        foreach (var odd in Oddities)
        {
            var password = await _admin.FillAsync("/account/password", "password", ("Form.Current", odd), ("Form.Password", odd), ("Form.Again", odd));
            var security = await _admin.FillAsync("/account/security", "two-factor-off", ("Form.Code", odd), ("Form.Password", odd));
            var language = await _admin.FillAsync("/account/profile", "profile", ("Form.Name", "Admin"), ("Form.Language", odd));
            var devices = await _admin.FillAsync("/account/devices", "devices", ("Session", odd));

            await ShouldBeRefusedInASentenceAsync(password, $"the password was '{odd}'");
            await ShouldBeRefusedInASentenceAsync(security, $"the code was '{odd}'");
            language.StatusCode.Should().Be(HttpStatusCode.OK, $"the language was '{odd}'");
            devices.StatusCode.Should().Be(HttpStatusCode.OK, $"the device was '{odd}'");
        }

        (await _app.Get<IAuditTrail>().NewestForEveryoneAsync(100, default)).Should()
            .NotContain(entry => entry.Act == AuditActs.PasswordChanged || entry.Act == AuditActs.TwoFactorOn || entry.Act == AuditActs.DeviceRevoked);
    }

    [Theory]
    [InlineData("😀👨‍👩‍👧‍👦")]
    [InlineData("'; DROP TABLE \"AspNetUsers\"; --")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_name_is_anything_a_person_calls_themselves_and_is_shown_as_text(string name)
    {
        await _admin.FillAsync("/account/profile", "profile", ("Form.Name", name), ("Form.Language", "ko"));

        var page = await (await _admin.GetAsync("/account/profile")).Content.ReadAsStringAsync();

        WebUtility.HtmlDecode(page).Should().Contain(name);
        page.Should().NotContain("<script>alert");
    }

    [Fact]
    public async Task What_was_typed_beside_a_mistake_is_still_there_but_no_password()
    {
        var answer = await _stranger.FillAsync(
            "/account/sign-up", "sign-up", ("Form.Name", "이거래"), ("Form.Email", "no address"), ("Form.Password", "Wide-river-7-stones"), ("Form.Again", "Wide-river-7-stones"));

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        page.Should().Contain("value=\"이거래\"").And.Contain("value=\"no address\"").And.Contain("validation-message").And.NotContain("Wide-river-7-stones");
    }

    [Theory]
    [InlineData("/account/sign-in", "sign-in", "Form.Email")]
    [InlineData("/account/sign-up", "sign-up", "Form.Name")]
    [InlineData("/account/forgotten-password", "forgotten", "Form.Email")]
    public async Task A_form_of_a_megabyte_is_refused_and_the_next_one_is_answered(string path, string form, string field)
    {
        var huge = await _stranger.FillAsync(path, form, (field, new string('a', 1 << 20)));
        var next = await _stranger.FillAsync(path, form, (field, ""));

        await ShouldBeRefusedInASentenceAsync(huge, "a megabyte is a mistake as well");
        await ShouldBeRefusedInASentenceAsync(next, "the server goes on");
    }

    [Fact]
    public async Task A_name_holds_no_character_that_nobody_sees()
    {
        var answer = await _admin.FillAsync("/account/profile", "profile", ("Form.Name", "Ad\u0007min"), ("Form.Language", "ko"));

        await ShouldBeRefusedInASentenceAsync(answer, "a bell is no part of a name");
        (await _app.Get<IAuditTrail>().NewestForEveryoneAsync(20, default)).Should().NotContain(entry => entry.Act == AuditActs.ProfileChanged);
    }

    [Fact]
    public async Task What_was_refused_leaves_no_trace_of_a_sign_in()
    {
        await _stranger.FillAsync("/account/sign-in", "sign-in", ("Form.Email", Long), ("Form.Password", Long));

        (await _app.Get<IAuditTrail>().NewestForEveryoneAsync(20, default)).Should().ContainSingle(entry => entry.Act == AuditActs.SignedIn);
    }

    /// <summary>The half of a sign-in: the password was right, the code is still to come.</summary>
    [Theory]
    [InlineData("/account/two-factor")]
    [InlineData("/account/recovery")]
    public async Task A_code_that_is_none_is_refused_by_its_field_or_in_a_sentence_and_still_stands_there(string path)
    {
        var trader = await _app.WithTraderAsync("trader@example.com");
        await _app.WithTwoFactorAsync(trader);
        var visitor = _app.Visitor();
        await visitor.SignInAsync("trader@example.com");

        var empty = await PageAsync(await visitor.FillAsync(path, "code", ("Form.Code", "  ")));
        var tooLong = await PageAsync(await visitor.FillAsync(path, "code", ("Form.Code", Long)));
        var wrong = await PageAsync(await visitor.FillAsync(path, "code", ("Form.Code", "12-34 <b>")));

        FieldOf(empty, "code").Should().Contain("validation-message");
        FieldOf(tooLong, "code").Should().Contain("validation-message").And.Contain("40");
        wrong.Should().Contain("role=\"alert\"").And.Contain("value=\"12-34 <b>\"").And.NotContain("validation-message");
        (await visitor.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.Found, "half a sign-in opens nothing");
    }

    [Fact]
    public async Task Turning_two_factor_on_with_a_wrong_code_keeps_the_code_but_no_password()
    {
        var answer = await PageAsync(await _admin.FillAsync("/account/security", "two-factor-off", ("Form.Code", "000 000"), ("Form.Password", AccountsApp.Password)));

        answer.Should().Contain("role=\"alert\"").And.Contain("value=\"000 000\"").And.Contain("class=\"secret\"").And.NotContain(AccountsApp.Password);
    }

    private static async Task<string> PageAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    /// <summary>A field with what is said beside it.</summary>
    private static string FieldOf(string page, string id)
    {
        var start = page.IndexOf($"for=\"{id}\"", StringComparison.Ordinal);
        return page[start..page.IndexOf("<button", start, StringComparison.Ordinal)];
    }

    private static async Task ShouldBeRefusedInASentenceAsync(HttpResponseMessage answer, string because)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.OK, because);
        var page = await answer.Content.ReadAsStringAsync();
        page.Should().MatchRegex("validation-message|role=\"alert\"|role=\"status\"", because);
    }
}
