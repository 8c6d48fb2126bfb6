namespace CoinPulse.Tests.Trading.Simulation;

/// <summary>What everybody could see of one market when a story was over.</summary>
/// <param name="EndSaidAt">When its end of trading was announced; null while none is.</param>
/// <param name="IsEnding">The end is so near that nobody may hold its coins any more.</param>
internal sealed record MarketFacts(decimal Bid, DateTimeOffset? EndSaidAt, bool IsEnding);
