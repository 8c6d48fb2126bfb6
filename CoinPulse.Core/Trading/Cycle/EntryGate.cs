using System.Collections.Concurrent;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reserve;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading.Cycle;

/// <summary>
/// Whether entries may be made at all: not before migrations, lease, the account's reconciliation and a guard on every position that holds coins; not while
/// prices are old. Exits never ask here.
/// </summary>
internal sealed class EntryGate(IMarketHub hub, IEngineLease lease, IDatabaseState database, IJournalState journal) : IEntryHolds
{
    private readonly ConcurrentDictionary<AccountId, bool> _reconciled = [];
    private readonly ConcurrentDictionary<AccountId, UserId> _held = [];
    private readonly ConcurrentDictionary<AccountId, UserId> _away = [];
    private readonly ConcurrentDictionary<(AccountId, StrategyId, string), DateTimeOffset> _taken = [];

    public string? HeldBecause =>
        database.FellBack ? "StandInDatabase"
        : journal.IsAway ? lease.Proof is null ? "JournalAwayUnsure" : "JournalAway"
        : lease.Proof is null ? "NotTheEngine"
        : hub.State != FeedState.Live ? $"Feed{hub.State}"
        : null;

    public bool IsOpen(AccountId account) => HeldBecauseOf(account) is null;

    /// <summary>Likewise for one account, which also waits for its comparison with the exchange and for a clean check of its records.</summary>
    public string? HeldBecauseOf(AccountId account) =>
        HeldBecause ?? (_held.ContainsKey(account) ? "InvariantViolated" : _away.ContainsKey(account) ? "ExchangeAway" : _reconciled.GetValueOrDefault(account) ? null : "NotCompared");

    public bool IsHeld(AccountId account) => _held.ContainsKey(account);

    public bool IsHeld(UserId owner) => _held.Values.Contains(owner);

    public bool IsExchangeAway(UserId owner) => _away.Values.Contains(owner);

    /// <summary>The account's records do not fit together: it enters nothing until a check finds nothing.</summary>
    public void Hold(UserId owner, AccountId account) => _held[account] = owner;

    /// <returns>False when it was not held.</returns>
    public bool Release(AccountId account) => _held.TryRemove(account, out _);

    public void Reconciled(AccountId account, bool tiesOut)
    {
        _away.TryRemove(account, out _);
        _reconciled[account] = tiesOut;
    }

    /// <summary>The exchange is under maintenance, busy or silent: the account buys nothing until a comparison is answered. Its guards go on asking.</summary>
    public void Away(UserId owner, AccountId account, ExchangeFault fault)
    {
        if (fault.IsPassing) _away[account] = owner;
    }

    /// <summary>Whether the candle has still to be decided on; the account is looked at only then.</summary>
    public bool IsDue(AccountId account, StrategyId strategy, string settings, DateTimeOffset candleAt) =>
        !_taken.TryGetValue((account, strategy, settings), out var last) || last < candleAt;

    /// <summary>Once per closed candle, strategy and settings. After a restart a candle may be taken again: the position's unique key makes that harmless.</summary>
    public bool TryTake(AccountId account, StrategyId strategy, string settings, DateTimeOffset candleAt)
    {
        if (!IsDue(account, strategy, settings, candleAt)) return false;
        _taken[(account, strategy, settings)] = candleAt;
        return true;
    }
}
