using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;
using CoinPulse.Web.Accounts;
using CoinPulse.Web.Accounts.Admin;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class PersonAccountPageTests : BunitContext, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly UserId Admin = new(Guid.CreateVersion7(Now));
    private readonly FakeActs _acts = new();
    private readonly VisitorAddress _visitor = new();
    private readonly FakeDirectory _directory = new();

    public PersonAccountPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        Services.AddSingleton<IUserActs>(_acts);
        Services.AddSingleton<IUserDirectory>(_directory);
        Services.AddSingleton<ICurrentUser>(new Someone());
        Services.AddSingleton(_visitor);
        AddAuthorization().SetAuthorized("admin").SetRoles(Roles.Admin);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public void A_person_who_is_not_there_is_said_to_be_missing()
    {
        Page(null).Markup.Should().Contain(AccountsText.NoSuchPersonTitle);
    }

    [Fact]
    public void A_locked_person_is_shown_with_the_reason_and_can_be_unlocked_but_not_locked()
    {
        var page = Page(Person(lockedBecause: "asked by telephone"));

        page.Markup.Should().Contain("asked by telephone");
        page.FindAll("[data-test=Unlock]").Should().ContainSingle();
        page.FindAll("[data-test=Lock]").Should().BeEmpty();
    }

    [Fact]
    public async Task An_act_is_done_with_the_typed_reason_and_a_refusal_is_shown_in_words()
    {
        _acts.Answer = Problem.Of(PeopleProblems.LastAdmin);
        _visitor.Tell("203.0.113.7");
        var dialogs = Render<MudDialogProvider>();
        var page = Page(Person(lockedBecause: null));

        var act = page.Find("[data-test=TakeAdmin]").ClickAsync();   // ends with the dialog
        await dialogs.WaitForElement("textarea").InputAsync("he left");
        await dialogs.Find("[data-test=confirm]").ClickAsync();
        await act;

        page.WaitForElement("[data-test=problem]").TextContent.Should().Contain(AccountsText.Problem_LastAdmin);
        _acts.Done.Should().Equal((AdminAct.TakeAdmin, Admin, "he left", "203.0.113.7"));
    }

    [Fact]
    public void Without_a_reason_nothing_can_be_done()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = Page(Person(lockedBecause: null));

        _ = page.Find("[data-test=Lock]").ClickAsync();   // waits for the dialog

        dialogs.WaitForElement("[data-test=confirm]").Click();

        dialogs.Markup.Should().Contain("사유를 입력하세요.");
        _acts.Done.Should().BeEmpty();
    }

    private IRenderedComponent<PersonAccountPage> Page(PersonAccount? account)
    {
        _directory.Account = account;
        return Render<PersonAccountPage>(parameters => parameters.Add(page => page.Id, Admin.Value));
    }

    private static PersonAccount Person(string? lockedBecause) => new(
        new PersonLine(Admin, "Kim", "kim@example.com", IsAdmin: true, HasTwoFactor: false, lockedBecause, Now, Now), true, null, [], [], []);

    private sealed class FakeDirectory : IUserDirectory
    {
        public Task<bool> HasSecondFactorAsync(UserId owner, CancellationToken cancellationToken) => throw new NotSupportedException();

        public PersonAccount? Account { get; set; }

        public Task<FoundPeople> SearchForEveryoneAsync(string? text, int skip, int take, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<PersonAccount?> FindAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(Account);
    }

    private sealed class FakeActs : IUserActs
    {
        public List<(AdminAct Act, UserId By, string Why, string? Address)> Done { get; } = [];

        public Result<Done> Answer { get; set; } = CoinPulse.Core.Outcomes.Done.Result;

        public Task<Result<Done>> DoAsync(UserId owner, AdminAct act, UserId admin, string why, string? address, CancellationToken cancellationToken)
        {
            Done.Add((act, admin, why, address));
            return Task.FromResult(Answer);
        }
    }

    private sealed class Someone : ICurrentUser
    {
        public Task<UserId> GetAsync() => Task.FromResult(Admin);
    }
}
