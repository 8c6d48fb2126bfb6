using System.Net;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class SignUpTests : IAsyncLifetime, IDisposable
{
    private readonly AccountsApp _app = new();
    private UserId _admin;

    public async Task InitializeAsync() => _admin = await _app.WithAdminAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_new_person_sees_nothing_before_agreeing_to_what_is_in_force()
    {
        var visitor = _app.Visitor();
        await SignUpAsync(visitor);

        var before = await visitor.GetAsync("/admin/people");
        var refused = await visitor.FillAsync("/account/agreements", "agree", ("Agreed", "Terms"), ("Agreed", "Privacy"));
        var agreed = await visitor.FillAsync("/account/agreements", "agree", ("Agreed", "Risk"));

        before.StatusCode.Should().BeOneOf(HttpStatusCode.Found, HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("role=\"alert\"");
        agreed.StatusCode.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_trader_is_not_let_into_the_pages_of_admins()
    {
        await _app.WithTraderAsync("trader@example.com");
        var visitor = _app.Visitor();
        await visitor.SignInAsync("trader@example.com");

        (await visitor.GetAsync("/admin/people")).Headers.Location!.AbsolutePath.Should().Be("/account/denied");
    }

    [Fact]
    public async Task A_form_drawn_before_the_sign_up_was_closed_makes_nobody()
    {
        var visitor = _app.Visitor();
        var now = _app.Get<TimeProvider>().GetUtcNow();

        var signUp = () => SignUpAsync(visitor, beforeSending: () =>
            _app.Get<IAccountSwitches>().SetSignUpOpenForEveryoneAsync(false, _admin, "full", now, null, default));

        await signUp.Should().NotThrowAsync();
        (await _app.Get<IUserDirectory>().SearchForEveryoneAsync(null, 0, 10, default)).Total.Should().Be(1);
    }

    [Fact]
    public async Task Two_people_never_share_an_email()
    {
        await SignUpAsync(_app.Visitor());

        var second = await SignUpAsync(_app.Visitor());

        (await second.Content.ReadAsStringAsync()).Should().Contain("role=\"alert\"");
        (await _app.Get<IUserDirectory>().SearchForEveryoneAsync("new@", 0, 10, default)).Total.Should().Be(1);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("the-new@example.com-one")]
    public async Task A_weak_password_is_refused_in_a_sentence(string password)
    {
        var page = await (await SignUpAsync(_app.Visitor(), password, email: "the-new@example.com")).Content.ReadAsStringAsync();

        page.Should().Contain("role=\"alert\"");
        (await _app.Get<IAuditTrail>().NewestForEveryoneAsync(20, default)).Should().NotContain(e => e.Act == AuditActs.SignedUp);
    }

    private static Task<HttpResponseMessage> SignUpAsync(
        Visitor visitor, string password = AccountsApp.Password, string email = "new@example.com", Func<Task>? beforeSending = null) =>
        visitor.FillAsync(
            "/account/sign-up", "sign-up", beforeSending,
            ("Form.Name", "New"), ("Form.Email", email), ("Form.Password", password), ("Form.Again", password));
}
