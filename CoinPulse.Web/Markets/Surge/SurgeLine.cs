using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Surge;
using CoinPulse.Core.Money;
using CoinPulse.Web.Trading;

namespace CoinPulse.Web.Markets.Surge;

/// <summary>One market as a row shows it: the scores of the last closed hour, the price of this moment. Two equal lines need no redrawing.</summary>
public sealed record SurgeLine(MarketInfo Info, string Name, ScoredMarket Scored, Price Price, Percent? Change, Krw DayValue)
{
    public MarketCode Market => Scored.Market;

    public bool IsFlagged => Info.IsCautioned || Info.Halted || Info.DelistedOn is not null;

    public static SurgeLine Of(ScoredMarket scored, IMarketHub hub)
    {
        var info = hub.Find(scored.Market) ?? new MarketInfo(scored.Market, scored.Market.Base.Value, scored.Market.Base.Value);
        var quote = hub.Quote(scored.Market);
        return new SurgeLine(info, Names.Of(info), scored, quote?.Last ?? scored.Close, quote?.Change, quote?.Value24Hours ?? scored.DayValue);
    }
}
