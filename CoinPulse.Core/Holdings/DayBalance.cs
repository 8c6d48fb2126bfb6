using CoinPulse.Core.Money;

namespace CoinPulse.Core.Holdings;

/// <summary>What an account was worth at the beginning of a Seoul day, and what came and went until the next.</summary>
/// <param name="At">Midnight in Seoul, or when the day was first seen; the newest stands at the present.</param>
/// <param name="Equity">Cash and coins, before the fee of selling them.</param>
/// <param name="In">Deposits between this moment and the next, coins at their price then; likewise <paramref name="Out"/> withdrawals, their fees included.</param>
/// <param name="IsComputed">Nobody looked that day: it was worked out afterwards, from the orders, the transfers and the prices of then.</param>
/// <param name="LacksPrices">Coins were held whose price of then is not known; they are left out.</param>
public sealed record DayBalance(DateOnly On, DateTimeOffset At, Krw Equity, Krw In, Krw Out, bool IsComputed, bool LacksPrices = false);

/// <summary>A day as it was seen when it was there.</summary>
public sealed record SeenDay(DateOnly On, DateTimeOffset At, Krw Equity);
