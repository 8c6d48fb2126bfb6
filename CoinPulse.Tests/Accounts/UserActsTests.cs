using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class UserActsTests : IAsyncLifetime, IDisposable
{
    private readonly AccountsApp _app = new();
    private UserId _admin;
    private UserId _trader;

    public async Task InitializeAsync()
    {
        _admin = await _app.WithAdminAsync();
        _trader = await _app.WithTraderAsync("trader@example.com");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_act_without_a_reason_is_refused() =>
        (await DoAsync(_trader, AdminAct.Lock, why: " ")).Should().Be(PeopleProblems.ReasonMissing);

    [Fact]
    public async Task A_locked_person_is_out_at_once_and_stays_out()
    {
        var visitor = _app.Visitor();
        await visitor.SignInAsync("trader@example.com");

        (await DoAsync(_trader, AdminAct.Lock)).Should().BeNull();

        (await visitor.GetAsync("/account/profile")).Headers.Location!.AbsolutePath.Should().Be("/account/sign-in");
        await visitor.SignInAsync("trader@example.com");
        (await _app.Get<ISignInSessions>().OpenAsync(_trader, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_last_admin_keeps_the_role() => (await DoAsync(_admin, AdminAct.TakeAdmin)).Should().Be(PeopleProblems.LastAdmin);

    [Fact]
    public async Task An_admin_who_is_locked_does_not_count_as_another()
    {
        await DoAsync(_trader, AdminAct.GiveAdmin);
        await DoAsync(_trader, AdminAct.Lock);

        (await DoAsync(_admin, AdminAct.TakeAdmin)).Should().Be(PeopleProblems.LastAdmin);
    }

    [Fact]
    public async Task Two_admins_who_take_each_other_s_role_at_once_leave_one()
    {
        await DoAsync(_trader, AdminAct.GiveAdmin);

        var answers = await Task.WhenAll(DoAsync(_admin, AdminAct.TakeAdmin, by: _trader), DoAsync(_trader, AdminAct.TakeAdmin, by: _admin));

        answers.Count(problem => problem is null).Should().Be(1);
        (await _app.Get<IUserDirectory>().SearchForEveryoneAsync(null, 0, 10, default)).People.Should().ContainSingle(person => person.IsAdmin);
    }

    [Fact]
    public async Task Nobody_locks_themselves() => (await DoAsync(_admin, AdminAct.Lock)).Should().Be(PeopleProblems.NotYourself);

    [Fact]
    public async Task A_trader_can_do_nothing_to_anybody() => (await DoAsync(_admin, AdminAct.SignOutEverywhere, by: _trader)).Should().Be(PeopleProblems.NotAnAdmin);

    [Fact]
    public async Task A_reset_second_factor_leaves_no_secret()
    {
        await _app.WithTwoFactorAsync(_trader);

        await DoAsync(_trader, AdminAct.ResetTwoFactor);

        var visitor = _app.Visitor();
        (await visitor.SignInAsync("trader@example.com")).Headers.Location!.OriginalString.Should().NotContain("two-factor");
    }

    [Fact]
    public async Task Every_act_leaves_who_did_it_and_why()
    {
        await DoAsync(_trader, AdminAct.Lock, "asked by telephone");

        var entry = (await _app.Get<IAuditTrail>().AboutAsync(_trader, 5, default)).Single(e => e.Act == AuditActs.Locked);
        (entry.Actor, entry.Why).Should().Be((_admin, "asked by telephone"));
    }

    private async Task<string?> DoAsync(UserId owner, AdminAct act, string why = "because", UserId? by = null)
    {
        var done = await _app.Get<IUserActs>().DoAsync(owner, act, by ?? _admin, why, null, default);
        return done.Succeeded ? null : done.Problems[0].Code;
    }
}
