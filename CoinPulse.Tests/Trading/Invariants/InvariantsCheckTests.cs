using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Invariants;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Data;
using CoinPulse.Tests.Accounts;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CoinPulse.Tests.Trading.Invariants;

/// <summary>The nightly check as the whole application wires it.</summary>
public sealed class InvariantsCheckTests : IDisposable
{
    private readonly AccountsApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_account_whose_books_are_uneven_is_held_and_audited_until_a_check_finds_nothing()
    {
        var owner = await _app.WithAdminAsync();
        var account = (await _app.Get<ITradingReader>().ReadAsync(owner, default)).Account;
        var (check, gate, now) = (_app.Get<InvariantsCheck>(), _app.Get<EntryGate>(), _app.Get<EngineClock>().GetUtcNow());
        (await check.RunAsync(account, now, default)).Should().BeEmpty();

        var crooked = Ledger.Deposit(owner, account.Id, new Krw(1), "crooked", now)[0];
        await UseAsync(context => context.Add(crooked));
        var report = await check.RunAsync(now, default);

        report.Counts.Should().Contain(count => count.Name == "violations" && count.Count > 0);
        (gate.IsHeld(owner), gate.IsOpen(account.Id)).Should().Be((true, false));
        (await _app.Get<IAuditTrail>().AboutAsync(owner, 10, default))
            .Should().Contain(entry => entry.Act == AuditActs.InvariantViolated && entry.Why == InvariantReasons.BooksUneven);
        (await _app.Get<IInvariantsStore>().HeldForEveryoneAsync(default)).Should().Equal(new HeldAccount(owner, account.Id));

        await UseAsync(context => context.Remove(crooked));
        (await check.RunAsync(account, now, default)).Should().BeEmpty();

        gate.IsHeld(owner).Should().BeFalse();
        (await _app.Get<IInvariantsStore>().HeldForEveryoneAsync(default)).Should().BeEmpty();
    }

    private async Task UseAsync(Action<CoinPulseDbContext> change)
    {
        await using var context = await _app.Get<IDbContextFactory<CoinPulseDbContext>>().CreateDbContextAsync();
        change(context);
        await context.SaveChangesAsync();
    }
}
