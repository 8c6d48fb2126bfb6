using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Markets.Simulated;

/// <summary>
/// The tick table in <c>double</c> for the millions of prints of a warm-up, one band at a time. A price it gives is the <c>double</c> nearest to
/// the exact decimal price, so it goes to money and back unharmed.
/// </summary>
internal struct TickBand
{
    private double _from;
    private double _to;
    private double _tick;
    private double _perWon;

    /// <summary>The quotes around a fair price: at least one step apart, at least <paramref name="half"/> away from it on each side.</summary>
    public (double Bid, double Ask) Around(double fair, double half)
    {
        var bid = Step(fair - half, up: false);
        var ask = Step(fair + half, up: true);
        return ask > bid ? (bid, ask) : (bid, KrwTicks.Above(Money.Price.FromCandle(bid)).ToCandle());
    }

    private double Step(double price, bool up)
    {
        if (price < _from || price >= _to) Load(price);
        var steps = _perWon > 0 ? price * _perWon : price / _tick;
        var whole = up ? Math.Ceiling(steps - 1e-9) : Math.Floor(steps + 1e-9);
        return _perWon > 0 ? whole / _perWon : whole * _tick;
    }

    private void Load(double price)
    {
        // The band is narrowed to a factor around the price; both ends stay inside one row of the table.
        var tick = KrwTicks.TickAt(new Price(Math.Max((decimal)price, 0.00000001m)));
        _tick = (double)tick;
        _perWon = tick < 1 ? (double)(1 / tick) : 0;
        (_from, _to) = (price, price);
        while (_from > 1e-8 && SameTick(_from * 0.99, tick)) _from *= 0.99;
        while (_to < 1e10 && SameTick(_to * 1.01, tick)) _to *= 1.01;
    }

    private static bool SameTick(double price, decimal tick) => KrwTicks.TickAt(new Price((decimal)price)) == tick;
}
