using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Books;

namespace CoinPulse.Core.Trading.Backtest;

/// <summary>The books of one account, added up as they are written.</summary>
internal sealed class MemoryBooks : IBooks
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(BookLine Line, MarketCode? Market), BookBalance> _balances = [];
    private readonly Dictionary<DateOnly, Krw> _realised = [];
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Krw> _entries = [];

    /// <summary>The won of each entry, which must be none.</summary>
    public IReadOnlyDictionary<Guid, Krw> Entries => _entries;

    public IReadOnlyList<BookBalance> Balances => [.. _balances.Values];

    public void Append(IReadOnlyList<Posting> entries)
    {
        lock (_gate)
        {
            foreach (var posting in entries) Add(posting);
        }
    }

    /// <summary>Profit after fees of a Seoul day.</summary>
    public Krw RealisedOn(DateOnly day)
    {
        lock (_gate)
        {
            return _realised.GetValueOrDefault(day);
        }
    }

    public Task<IReadOnlyList<BookBalance>> BalancesAsync(UserId owner, AccountId account, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<BookBalance>>([.. _balances.Values]);
        }
    }

    public Task<Quantity> CoinsAsync(UserId owner, AccountId account, MarketCode market, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_balances.TryGetValue((BookLine.Coins, market), out var balance) ? balance.Coins : Quantity.Zero);
        }
    }

    // Nobody sells by hand in a backtest: no trade is booked in parts.
    public Task<Quantity> BookedAsync(UserId owner, AccountId account, string trade, CancellationToken cancellationToken) => Task.FromResult(Quantity.Zero);

    public Task PostAsync(UserId owner, IReadOnlyList<Posting> entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (entry.Count == 0 || _references.Contains(entry[0].Reference)) return Task.CompletedTask;
            foreach (var posting in entry) Add(posting);
        }

        return Task.CompletedTask;
    }

    private void Add(Posting posting)
    {
        var key = (posting.Line, posting.Market);
        var before = _balances.GetValueOrDefault(key) ?? new BookBalance(posting.Line, posting.Market, Krw.Zero, Quantity.Zero);
        _balances[key] = before with { Amount = before.Amount + posting.Amount, Coins = before.Coins + posting.Coins };
        _references.Add(posting.Reference);
        _entries[posting.Entry] = _entries.GetValueOrDefault(posting.Entry) + posting.Amount;

        // Profit stands as a minus in the books, a fee as a plus.
        if (posting.Line is BookLine.RealisedProfit or BookLine.Fees) _realised[posting.On] = _realised.GetValueOrDefault(posting.On) - posting.Amount;
    }
}
