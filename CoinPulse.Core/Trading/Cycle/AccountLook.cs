using System.Collections.Concurrent;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Books;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Rules;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>Gathers what the rules ask of an account: for the cycle that decides, and for the pages that say how it would decide.</summary>
/// <param name="keys">Null where no account has a key: a backtest, a simulation.</param>
internal sealed class AccountLook(
    ITradingAccounts accounts,
    IAccountHistory history,
    IStopSwitches switches,
    IBooks books,
    IAgreements agreements,
    IExchangeDirectory exchanges,
    IMarketHub hub,
    IKeyVault? keys = null)
{
    private readonly ConcurrentDictionary<AccountId, DateTimeOffset> _weighed = [];

    /// <summary>The cycle's look: today's equity is kept on the way.</summary>
    /// <exception cref="InvalidOperationException">The exchange does not say what the account holds.</exception>
    public async Task<AccountBook> TakeAsync(TradingAccount account, IReadOnlyList<PositionFile> files, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (balances, equity, mark) = await WeighAsync(account, now, cancellationToken);
        return await BookAsync(account, files, balances, equity, mark, now, cancellationToken);
    }

    /// <summary>Keeps today's equity when nothing is to be decided; asks for it as seldom as a point of the curve is kept.</summary>
    /// <exception cref="InvalidOperationException">The exchange does not say what the account holds.</exception>
    public async Task MarkAsync(TradingAccount account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_weighed.TryGetValue(account.Id, out var last) && now - last < IAccountHistory.PointEvery && Kst.DayOf(last) == Kst.DayOf(now)) return;
        await WeighAsync(account, now, cancellationToken);
    }

    /// <summary>A reader's look, which writes nothing. Null while the exchange does not say what the account holds.</summary>
    public async Task<AccountBook?> GlanceAsync(TradingAccount account, IReadOnlyList<PositionFile> files, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var balances = await exchanges.For(account).BalancesAsync(cancellationToken);
        if (balances.Kind != AnswerKind.Answered) return null;
        var equity = Equity.Of(balances.Value, hub);
        var opening = await history.OpeningAsync(account.Owner, account.Id, Kst.DayOf(now), cancellationToken) ?? equity;
        var peak = await history.PeakAsync(account.Owner, account.Id, cancellationToken) ?? equity;
        return await BookAsync(account, files, balances.Value, equity, new EquityMark(opening, Krw.Max(peak, equity)), now, cancellationToken);
    }

    /// <summary>What the exchange asks of this account's orders in a market now.</summary>
    /// <returns>Null while it does not say.</returns>
    public async Task<(VenueFacts Venue, bool IsOpen)?> VenueAsync(TradingAccount account, MarketCode market, CancellationToken cancellationToken)
    {
        var chance = await exchanges.For(account).ChanceAsync(market, cancellationToken);
        if (chance.Kind != AnswerKind.Answered) return null;
        var fee = chance.Value.BidFee > chance.Value.AskFee ? chance.Value.BidFee : chance.Value.AskFee;
        return (new VenueFacts(chance.Value.Minimum, chance.Value.Maximum, fee), chance.Value.IsOpen);
    }

    private async Task<(AccountBalances Balances, Krw Equity, EquityMark Mark)> WeighAsync(TradingAccount account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var balances = await exchanges.For(account).BalancesAsync(cancellationToken);
        if (balances.Kind != AnswerKind.Answered) throw new InvalidOperationException($"The balances of account {account.Id} are not known: {balances.Fault}.");
        var equity = Equity.Of(balances.Value, hub);
        var mark = await history.MarkAsync(account.Owner, account.Id, equity, now, cancellationToken);
        _weighed[account.Id] = now;
        return (balances.Value, equity, mark);
    }

    private async Task<AccountBook> BookAsync(
        TradingAccount account,
        IReadOnlyList<PositionFile> files,
        AccountBalances balances,
        Krw equity,
        EquityMark mark,
        DateTimeOffset now,
        CancellationToken cancellationToken) => new(
            account,
            files,
            balances,
            await history.ReadAsync(account.Owner, account.Id, Kst.DayOf(now), cancellationToken),
            mark,
            equity,
            await switches.StandingAsync(account.Owner, account.Id, cancellationToken),
            await agreements.HasAgreedToTradingAsync(account.Owner, cancellationToken),
            await accounts.RiskAsync(account.Owner, account.Id, cancellationToken),
            await books.BalancesAsync(account.Owner, account.Id, cancellationToken),
            account.Kind == AccountKind.Upbit && keys is not null ? KeyFacts.Of(await keys.FindAsync(account.Owner, cancellationToken)) : null,
            hub);
}
