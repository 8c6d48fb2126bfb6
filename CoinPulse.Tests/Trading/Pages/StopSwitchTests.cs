using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

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

        public Task<EntryStops> StandingAsync(UserId owner, AccountId account, CancellationToken cancellationToken) => Task.FromResult(EntryStops.None);
    }
}
