using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Paper;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Data.Exchanges;
using CoinPulse.Tests.Holdings;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Paper;

public sealed class PaperPastTests
{
    [Theory, EveryDatabase]
    public async Task What_a_person_pays_in_and_takes_out_is_written_down_with_the_opening_amount(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var wall = new FakeTimeProvider(Told.Noon);
        using var venue = new PaperVenue(new HandDrivenHub(wall), wall, stepsByHand: true);
        using var paper = new PaperExchanges(
            venue, new PaperStore(database, new NoCrashPoints(), wall), new EngineClock(wall), new NoCrashPoints(), NullLogger<PaperExchanges>.Instance);
        var account = new TradingAccount(Told.Account, Told.Owner, AccountKind.Paper, PriceSource.Simulated, Told.Noon);
        await paper.OpenAsync(account, default);
        wall.Advance(TimeSpan.FromHours(1));
        await paper.DepositAsync(account, new Krw(500), default);
        await paper.DepositAsync(account, Told.Xrp.Base, new Quantity(3), default);
        await paper.WithdrawAsync(account, new Krw(200), default);
        await paper.WithdrawAsync(account, new Krw(900_000_000), default);   // refused: nothing moved

        var moved = (await paper.For(account).Past.TransfersAsync(Told.Noon, default)).Value;

        moved.Select(transfer => (transfer.Direction, transfer.Asset, transfer.Amount, transfer.At)).Should().Equal(
            (TransferDirection.Deposit, Asset.Krw, 10_000_000m, Told.Noon),
            (TransferDirection.Deposit, Asset.Krw, 500m, Told.Noon.AddHours(1)),
            (TransferDirection.Deposit, Told.Xrp.Base, 3m, Told.Noon.AddHours(1)),
            (TransferDirection.Withdrawal, Asset.Krw, 200m, Told.Noon.AddHours(1)));
        (await paper.For(account).Past.TransfersAsync(Told.Noon.AddMinutes(1), default)).Value.Should().HaveCount(3, "the opening is older");
        moved.Select(transfer => transfer.Id).Should().OnlyHaveUniqueItems();
    }
}
