using CoinPulse.Core.Exchanges;

namespace CoinPulse.Core.Trading.Journal;

/// <summary>Who placed an order.</summary>
public enum OrderSource
{
    /// <summary>The engine, for one of its positions.</summary>
    Bot,

    /// <summary>The person, here.</summary>
    Manual,

    /// <summary>The person, elsewhere: on the exchange itself or with another program.</summary>
    External,
}

public static class OrderSources
{
    /// <summary>Read from the identifier alone: the engine's name their position, a person's here their ticket, and nobody else's order has one of either shape.</summary>
    public static OrderSource Of(ClientOrderId? key) => key is not { } known ? OrderSource.External
        : Intent.PositionOf(known) is not null ? OrderSource.Bot
        : known.TryReadManual(out _) ? OrderSource.Manual
        : OrderSource.External;
}
