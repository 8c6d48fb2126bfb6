using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets;

/// <summary>A market's names and standing. <see cref="Warned"/> is Upbit's 유의종목, often the herald of a delisting.</summary>
public sealed record MarketInfo(
    MarketCode Market,
    string KoreanName,
    string EnglishName,
    bool Warned = false,
    IReadOnlyList<string>? Cautions = null,
    bool Halted = false,
    DateOnly? DelistedOn = null)
{
    public bool IsCautioned => Warned || Cautions is { Count: > 0 };
}

/// <summary>The newest that the hub knows of one market. Prices are won per coin; changes are against the day's open at 09:00 Seoul.</summary>
/// <param name="DayOpen">The first price of the current UTC day.</param>
/// <param name="Value24Hours">Won traded in the last rolling day.</param>
/// <param name="At">The market's time of the last event.</param>
/// <param name="ReceivedStamp">Our monotonic counter at the last event; the age of the price is measured from here.</param>
public sealed record MarketQuote(
    MarketCode Market,
    Price Last,
    Price? Bid,
    Price? Ask,
    OrderBook? Book,
    Price DayOpen,
    Krw Value24Hours,
    DateTimeOffset At,
    long ReceivedStamp)
{
    public Percent Change => Last.ChangeFrom(DayOpen);

    /// <summary>Ask over bid, as a part of the bid; null where the source knows no book.</summary>
    public Percent? Spread => Bid is { } bid && Ask is { } ask ? ask.ChangeFrom(bid) : null;
}
