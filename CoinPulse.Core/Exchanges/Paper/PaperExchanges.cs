using System.Collections.Concurrent;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Journal;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>What a person, or a test, can do with a paper account beside trading through the engine.</summary>
public interface IPaperAccounts
{
    /// <summary>
    /// Finds the accounts with resting orders and watches their markets, as an exchange does that comes back after a crash. Once, when the
    /// database is ready and before prices are traded on.
    /// </summary>
    Task ResumeForEveryoneAsync(CancellationToken cancellationToken);

    /// <summary>Opens an account with <see cref="TradingAccount.PaperCash"/>. An account that is open stays as it is.</summary>
    Task OpenAsync(TradingAccount account, CancellationToken cancellationToken);

    Task<ExchangeAnswer<AccountBalances>> DepositAsync(TradingAccount account, Krw amount, CancellationToken cancellationToken);

    Task<ExchangeAnswer<AccountBalances>> WithdrawAsync(TradingAccount account, Krw amount, CancellationToken cancellationToken);

    Task<ExchangeAnswer<AccountBalances>> DepositAsync(TradingAccount account, Asset coin, Quantity amount, CancellationToken cancellationToken);

    Task<ExchangeAnswer<AccountBalances>> WithdrawAsync(TradingAccount account, Asset coin, Quantity amount, CancellationToken cancellationToken);

    /// <summary>A person's own order, as placed in Upbit's app: it has no identifier; the request's is not used and not burned.</summary>
    Task<ExchangeAnswer<ExchangeOrder>> PlaceByHandAsync(TradingAccount account, OrderRequest order, CancellationToken cancellationToken);

    /// <summary>A person cancels any order of the account, the engine's included.</summary>
    Task<ExchangeAnswer<ExchangeOrder>> CancelByHandAsync(TradingAccount account, ExchangeOrderId order, CancellationToken cancellationToken);
}

/// <summary>Makes and keeps the paper exchange of each account.</summary>
/// <param name="lease">Null where no other process can be: a backtest, a simulation.</param>
internal sealed class PaperExchanges(
    PaperVenue venue, IPaperStore store, EngineClock clock, ICrashPoints crashes, ILogger<PaperExchanges> logger, IEngineLease? lease = null)
    : IPaperAccounts, IAccountExchanges, IDisposable
{
    private readonly ConcurrentDictionary<AccountId, PaperExchange> _exchanges = new();

    public AccountKind Kind => AccountKind.Paper;

    IExchange IAccountExchanges.For(TradingAccount account) => For(account);

    public PaperExchange For(TradingAccount account) => account.Kind == AccountKind.Paper
        ? _exchanges.GetOrAdd(account.Id, _ => new PaperExchange(account, venue, store, clock, crashes, lease, logger))
        : throw new ArgumentException($"Account {account.Id} is not a paper account.", nameof(account));

    public async Task ResumeForEveryoneAsync(CancellationToken cancellationToken)
    {
        foreach (var account in await store.WithRestingOrdersForEveryoneAsync(venue.Hub.Source, cancellationToken))
        {
            await For(new TradingAccount(account.Id, account.Owner, AccountKind.Paper, account.Source, account.OpenedAt)).ResumeAsync(cancellationToken);
        }
    }

    public Task OpenAsync(TradingAccount account, CancellationToken cancellationToken) => store.OpenAsync(
        account.Owner,
        new PaperAccount
        {
            Id = account.Id,
            Owner = account.Owner,
            Source = account.Source,
            OpenedAt = account.OpenedAt,
            FreeCash = TradingAccount.PaperCash,
            LockedCash = Krw.Zero,
            NetDeposits = TradingAccount.PaperCash,
        },
        cancellationToken);

    public Task<ExchangeAnswer<AccountBalances>> DepositAsync(TradingAccount account, Krw amount, CancellationToken cancellationToken) =>
        MoveAsync(account, amount.IsPositive, draft => draft.MoveCash(amount), _ => true, cancellationToken);

    public Task<ExchangeAnswer<AccountBalances>> WithdrawAsync(TradingAccount account, Krw amount, CancellationToken cancellationToken) =>
        MoveAsync(account, amount.IsPositive, draft => draft.MoveCash(-amount), draft => draft.FreeCash >= amount, cancellationToken);

    public Task<ExchangeAnswer<AccountBalances>> DepositAsync(TradingAccount account, Asset coin, Quantity amount, CancellationToken cancellationToken) =>
        MoveAsync(account, amount.IsPositive, draft => draft.MoveCoins(coin, amount), _ => true, cancellationToken);

    public Task<ExchangeAnswer<AccountBalances>> WithdrawAsync(TradingAccount account, Asset coin, Quantity amount, CancellationToken cancellationToken) =>
        MoveAsync(account, amount.IsPositive, draft => draft.MoveCoins(coin, -amount), draft => draft.FreeCoins(coin) >= amount, cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> PlaceByHandAsync(TradingAccount account, OrderRequest order, CancellationToken cancellationToken) =>
        For(account).PlaceAsync(order, byHand: true, cancellationToken);

    public Task<ExchangeAnswer<ExchangeOrder>> CancelByHandAsync(TradingAccount account, ExchangeOrderId order, CancellationToken cancellationToken) =>
        For(account).CancelAsync(order, cancellationToken);

    public void Dispose()
    {
        foreach (var exchange in _exchanges.Values) exchange.Dispose();
    }

    private Task<ExchangeAnswer<AccountBalances>> MoveAsync(
        TradingAccount account, bool isPositive, Action<PaperDraft> move, Func<PaperDraft, bool> isCovered, CancellationToken cancellationToken) =>
        For(account).MoveAsync(
            draft =>
            {
                if (!isPositive) return new ExchangeFault(ExchangeFaultKind.Invalid, "validation_error", "금액과 수량은 0보다 커야 합니다.");
                if (!isCovered(draft)) return new ExchangeFault(ExchangeFaultKind.InsufficientFunds, "insufficient_funds", "출금할 수 있는 자산이 부족합니다.");
                move(draft);
                return null;
            },
            cancellationToken);
}
