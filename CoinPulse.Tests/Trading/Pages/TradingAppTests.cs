using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Tests.Accounts;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>The trading services as the whole application wires them, on a database of its own.</summary>
public sealed class TradingAppTests : IDisposable
{
    private readonly AccountsApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_new_person_finds_one_paper_account_with_ten_million_won_however_often_they_look()
    {
        var owner = await _app.WithAdminAsync();

        var first = await _app.Get<ITradingReader>().ReadAsync(owner, default);
        var second = await _app.Get<ITradingReader>().ReadAsync(owner, default);

        second.Account.Id.Should().Be(first.Account.Id);
        second.Cash.Should().Be(TradingAccount.PaperCash);
        second.Equity.Should().Be(TradingAccount.PaperCash);
        second.Account.TradingOn.Should().BeFalse();
    }

    [Fact]
    public async Task The_stop_switch_stands_until_a_person_lifts_it_and_pressing_twice_is_pressing_once()
    {
        var owner = await _app.WithAdminAsync();
        var account = (await _app.Get<ITradingReader>().ReadAsync(owner, default)).Account.Id;
        var (desk, switches) = (_app.Get<ITradingDesk>(), _app.Get<IStopSwitches>());

        await desk.StopAsync(owner, account, "test", default);
        await desk.StopAsync(owner, account, "test", default);
        (await switches.StandingAsync(owner, account, default)).Should().Be(EntryStops.Account);

        await switches.LiftAsync(owner, StopScope.Account, account.Value, owner, "test", default);
        (await switches.StandingAsync(owner, account, default)).Should().Be(EntryStops.None);
    }

    [Fact]
    public async Task Nobody_reaches_another_persons_account()
    {
        var owner = await _app.WithAdminAsync();
        var stranger = await _app.WithTraderAsync("stranger@example.com");
        var account = (await _app.Get<ITradingReader>().ReadAsync(owner, default)).Account.Id;

        (await _app.Get<ITradingAccounts>().FindAsync(stranger, account, default)).Should().BeNull();
        (await _app.Get<ITradingDesk>().SellAsync(stranger, account, default, default)).Should().BeFalse();
    }
}
