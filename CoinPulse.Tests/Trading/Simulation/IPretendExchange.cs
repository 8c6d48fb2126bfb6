using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading;

namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>The exchange of a story, which outlives every process: its books, its prices and what goes wrong with it.</summary>
internal interface IPretendExchange
{
    /// <summary>Opens the account there with <see cref="TradingAccount.PaperCash"/>.</summary>
    Task OpenAsync(TradingAccount account);

    /// <summary>How a new process reaches it.</summary>
    IPretendLine Reach(SimulatedCrashes crashes);

    /// <summary>Tells a story on it to its end.</summary>
    Task TellAsync(Func<Task> story);

    /// <summary>Lets time go by.</summary>
    Task PassAsync(TimeSpan time);

    /// <summary>A new book, and a trade at its bid.</summary>
    void Place(MarketCode market, Price bid, Price ask, Quantity depth, int levels);

    void Halt(MarketCode market, bool halted);

    /// <summary>Between two steps something of its own may go wrong, or right again.</summary>
    /// <returns>What; null for nothing.</returns>
    string? Stir();

    /// <summary>Nothing goes wrong any more, and what a person moved is put back, unless they will explain it.</summary>
    void Calm();

    /// <summary>Counts what went wrong on it, when the story is over.</summary>
    void Sum();

    /// <summary>What the exchange itself has written down of an account.</summary>
    Task<PretendBooks> BooksAsync(TradingAccount account);
}

/// <summary>One process' way to the exchange, gone with it; and the person's own way, which passes by no process.</summary>
internal interface IPretendLine : IDisposable
{
    /// <summary>Pieces of work that may go on beside each other.</summary>
    int AtOnce { get; }

    IExchange For(TradingAccount account);

    Task TakeUpAsync();

    /// <summary>Works off what prices have brought.</summary>
    Task PumpAsync();

    /// <summary>News that was held back comes.</summary>
    void ReleaseEvents();

    Task<Quantity> FreeAsync(TradingAccount account, MarketCode market);

    Task<IReadOnlyList<PretendOrder>> OpenAsync(TradingAccount account);

    /// <returns>What came of it, for the log.</returns>
    Task<string> PlaceByHandAsync(TradingAccount account, OrderRequest order);

    Task CancelByHandAsync(TradingAccount account, string id);
}

/// <summary>An order as the exchange knows it.</summary>
/// <param name="Key">Ours; null for a person's.</param>
internal sealed record PretendOrder(string Id, string? Key, decimal Executed, IReadOnlyList<string> Trades);

/// <param name="Cash">Won, with what orders lock.</param>
/// <param name="Coins">Likewise, by market.</param>
/// <param name="Orders">Every order that it ever accepted.</param>
internal sealed record PretendBooks(decimal Cash, IReadOnlyDictionary<string, decimal> Coins, IReadOnlyList<PretendOrder> Orders);
