using System.Net;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class SignInTests : IAsyncLifetime, IDisposable
{
    private readonly AccountsApp _app = new();
    private UserId _admin;

    public async Task InitializeAsync() => _admin = await _app.WithAdminAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("/account/profile")]
    [InlineData("/admin/people")]
    [InlineData("/there-is-no-such-page")]
    public async Task A_stranger_is_led_to_the_sign_in_whatever_they_ask_for(string path)
    {
        var answer = await _app.Visitor().GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        answer.Headers.Location!.PathAndQuery.Should().Be($"/account/sign-in?returnUrl={Uri.EscapeDataString(path)}");
    }

    [Fact]
    public async Task A_sign_in_leaves_a_session_and_an_audit_line()
    {
        var visitor = _app.Visitor();

        (await visitor.SignInAsync("ADMIN@example.com")).Headers.Location!.OriginalString.Should().EndWith("/");

        (await visitor.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await _app.Get<ISignInSessions>().OpenAsync(_admin, default)).Should().ContainSingle();
        (await _app.Get<IAuditTrail>().AboutAsync(_admin, 20, default)).Should().ContainSingle(e => e.Act == AuditActs.SignedIn);
    }

    [Fact]
    public async Task An_unknown_email_and_a_wrong_password_are_told_the_same()
    {
        var unknown = await (await _app.Visitor().SignInAsync("nobody@example.com")).Content.ReadAsStringAsync();
        var wrong = await (await _app.Visitor().SignInAsync("admin@example.com", "not-this-one")).Content.ReadAsStringAsync();

        ProblemOf(unknown).Should().NotBeEmpty().And.Be(ProblemOf(wrong));
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_must_wait()
    {
        for (var attempt = 0; attempt < 5; attempt++) await _app.Visitor().SignInAsync("admin@example.com", "not-this-one");

        var answer = await _app.Visitor().SignInAsync("admin@example.com");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await _app.Get<ISignInSessions>().OpenAsync(_admin, default)).Should().BeEmpty();
        (await _app.Get<IAuditTrail>().AboutAsync(_admin, 20, default)).Should().Contain(e => e.Act == AuditActs.LockedOut);
    }

    [Fact]
    public async Task A_revoked_device_is_out_at_its_next_request()
    {
        var visitor = _app.Visitor();
        await visitor.SignInAsync("admin@example.com");
        var sessions = _app.Get<ISignInSessions>();
        var session = (await sessions.OpenAsync(_admin, default)).Single();

        await sessions.EndAsync(_admin, session.Id, AuditActs.DeviceRevoked, _app.Get<TimeProvider>().GetUtcNow(), null, default);

        (await visitor.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_sign_out_without_its_token_is_refused()
    {
        var visitor = _app.Visitor();
        await visitor.SignInAsync("admin@example.com");

        (await visitor.PostAsync("/account/sign-out")).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        (await visitor.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task A_sign_in_leads_nobody_to_another_site(string returnUrl)
    {
        var answer = await _app.Visitor().SignInAsync("admin@example.com", path: "/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));

        answer.Headers.Location!.OriginalString.Should().NotContain("evil");
        answer.StatusCode.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_page_that_refuses_a_password_does_not_send_it_back()
    {
        var page = await (await _app.Visitor().SignInAsync("admin@example.com", "not-this-one")).Content.ReadAsStringAsync();

        page.Should().Contain("admin@example.com").And.NotContain("not-this-one");
    }

    private static string ProblemOf(string page) =>
        page.Contains("role=\"alert\"", StringComparison.Ordinal) ? page[page.IndexOf("role=\"alert\"", StringComparison.Ordinal)..][..200] : "";
}
