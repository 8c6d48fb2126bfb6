using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>The stop switch does what its buttons name, and says what became of it.</summary>
public sealed class StopSwitchTests : TradingPageTest
{
    private readonly LiftedSwitches _switches = new();

    public StopSwitchTests() => Services.AddSingleton<IStopSwitches>(_switches);

    [Theory]
    [InlineData("stop-buys", "stop account")]
    [InlineData("stop-buys-everywhere", "stop user")]
    [InlineData("stop-sell-everywhere", "sell user")]
    public async Task Each_button_does_what_it_names(string button, string act)
    {
        Reader.Next = Picture() with { Others = new OtherAccounts(1, 2) };

        await PressAsync(button);

        Desk.Stops.Should().Equal(act);
    }

    [Theory]
    [InlineData("ko-KR", 2, 2, "포지션 2개를 모두 정리했습니다(3.4초).")]
    [InlineData("ko-KR", 1, 2, "2개 중 1개를 3.4초 안에 정리했습니다. 남은 1개는 엔진이 계속 팝니다.")]
    [InlineData("en", 0, 2, "0 of 2 positions are flat after 3.4 s. The engine goes on selling the other 2.")]
    public async Task It_says_how_many_positions_are_flat_and_how_long_it_took(string language, int flat, int positions, string said)
    {
        In(language);
        Reader.Next = Picture([Present(Story.Holding())]);
        Desk.Panic = new PanicReport(positions, flat, TimeSpan.FromSeconds(3.4));

        await PressAsync("stop-sell");

        Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(shown => shown.Message).Should().Equal(said);
    }

    [Fact]
    public async Task A_stop_of_every_account_is_shown_and_lifted_here_too()
    {
        Reader.Next = Picture() with { Stops = EntryStops.User };

        await PressAsync("stop-lift");

        _switches.Lifted.Should().BeEquivalentTo([StopScope.Account, StopScope.User]);
    }

    private async Task PressAsync(string button)
    {
        var dialogs = Dialogs();
        await Render<CoinPulse.Web.Trading.StopSwitch>().Find("[data-test=stop-switch]").ClickAsync();
        await dialogs.WaitForElement($"[data-test={button}]").ClickAsync();
    }

    private sealed class LiftedSwitches : IStopSwitches
    {
        public List<StopScope> Lifted { get; } = [];

        public Task SetAsync(UserId owner, StopScope scope, Guid target, UserId by, string why, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task LiftAsync(UserId owner, StopScope scope, Guid target, UserId by, string why, CancellationToken cancellationToken)
        {
            Lifted.Add(scope);
            return Task.CompletedTask;
        }

        public Task SetPlatformForEveryoneAsync(bool stopped, UserId by, string why, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<StopSwitch?> PlatformForEveryoneAsync(CancellationToken cancellationToken) => Task.FromResult<StopSwitch?>(null);

        public Task<EntryStops> StandingAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult(EntryStops.None);
    }
}
