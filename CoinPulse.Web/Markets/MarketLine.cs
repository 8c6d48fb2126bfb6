using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Cached;
using CoinPulse.Core.Money;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Trading;

namespace CoinPulse.Web.Markets;

/// <summary>One market as a row shows it. Two equal lines need no redrawing.</summary>
/// <param name="Price">Null before the first price.</param>
/// <param name="Positions">How many open positions the person has in it.</param>
/// <param name="Profit">What selling them all now would leave.</param>
public sealed record MarketLine(MarketInfo Info, string Name, Price? Price, Percent? Change, Krw? DayValue, int Positions, Krw? Profit)
{
    public MarketCode Market => Info.Market;

    public bool IsFlagged => Info.IsCautioned || Info.Halted || Info.DelistedOn is not null;

    public static MarketLine Of(MarketInfo info, PriceLine? price, IReadOnlyList<OpenPosition> open)
    {
        var own = open.Where(position => position.Position.Market == info.Market).ToList();
        Krw? profit = own.Count > 0 && own.TrueForAll(position => position.Profit is not null) ? own.Aggregate(Krw.Zero, (sum, position) => sum + position.Profit!.Value) : null;
        return new MarketLine(info, Names.Of(info), price?.Last, price?.Change, price?.Value24Hours, own.Count, profit);
    }
}
