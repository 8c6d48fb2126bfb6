using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Books;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>One part of the product that a story breaks on purpose, from outside: the oracle must see what comes of it, or a clean story proves nothing.</summary>
/// <param name="Name">What the broken part does.</param>
internal sealed record Flaw(string Name)
{
    public Func<IExchange, IExchange> Exchange { get; init; } = exchange => exchange;

    public Func<IPositionStore, IPositionStore> Journal { get; init; } = journal => journal;

    /// <summary>The books, and where a broken part of them can look an account's balances up.</summary>
    public Func<IBooks, Func<AccountId, IExchange>, IBooks> Books { get; init; } = (books, _) => books;

    public override string ToString() => Name;
}
