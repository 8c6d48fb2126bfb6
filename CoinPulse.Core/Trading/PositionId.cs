using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Strategies;

namespace CoinPulse.Core.Trading;

/// <summary>What an entry is named by. There is at most one for ever, whatever became of it.</summary>
public sealed record EntryKey(AccountId Account, StrategyId Strategy, MarketCode Market, DateTimeOffset DecisionCandleAt);

/// <summary>Derived from the entry's four names, never drawn by lot: the same decision made twice is the same position.</summary>
public readonly record struct PositionId(Guid Value) : IGuidId<PositionId>
{
    public static PositionId From(Guid value) => new(value);

    public static PositionId For(EntryKey entry)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Account.Value:N}|{entry.Strategy.Value}|{entry.Market.Value}|{entry.DecisionCandleAt.ToUnixTimeSeconds()}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);   // version 8: a name-based id of our own making (RFC 9562)
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new PositionId(new Guid(hash, bigEndian: true));
    }

    public override string ToString() => Value.ToString("D");
}

/// <summary>Why a position was left, gravest first: where several fire at once the first wins.</summary>
public enum ExitReason
{
    Emergency,
    StopLoss,
    BreakEven,
    TakeProfit,
    TrailingStop,

    /// <summary>The exchange has announced the end of trading in the market, and the time to leave it has come.</summary>
    Delisting,
    StrategyExit,
    TimeLimit,

    /// <summary>The person pressed sell, for one position or for all.</summary>
    ByPerson,

    /// <summary>Nothing was left to guard: the person sold the coins elsewhere.</summary>
    SoldByHand,

    /// <summary>What was left is under the minimum order and was booked as dust.</summary>
    Dust,
}

public static class ExitPrecedence
{
    /// <summary>
    /// Whether a reason takes the place of the one an exit is under way for. A person's word stands over everything but a loss that had already fired, which has
    /// to be counted as one; and once they have said sell, nothing is graver.
    /// </summary>
    public static bool Replaces(this ExitReason next, ExitReason current) => (next, current) switch
    {
        (_, ExitReason.ByPerson) => false,
        (ExitReason.ByPerson, _) => current > ExitReason.BreakEven,
        _ => next < current,
    };
}
