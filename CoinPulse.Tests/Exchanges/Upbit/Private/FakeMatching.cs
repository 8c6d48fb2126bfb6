using System.Globalization;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>What an order meets next in the fake's book.</summary>
internal static class FakeMatching
{
    /// <returns>The next level, or the account's own order before it; null when nothing in reach is left.</returns>
    public static (decimal Price, FakeOrder? Maker)? Next(FakeOrder taker, List<(decimal Price, decimal Size)> levels, IReadOnlyList<FakeOrder> makers)
    {
        var maker = (taker.Buys ? makers.OrderBy(own => own.Price) : makers.OrderByDescending(own => own.Price)).ThenBy(own => own.Number).FirstOrDefault();
        decimal? level = levels.Count > 0 ? levels[0].Price : null;
        var ownFirst = maker is not null && (level is null || (taker.Buys ? maker.Price < level : maker.Price > level));
        var price = ownFirst ? maker!.Price : level;
        if (price is null || !Reaches(taker, price.Value) || Wanted(taker, price.Value) <= 0) return null;
        return (price.Value, ownFirst ? maker : null);
    }

    public static bool Reaches(FakeOrder order, decimal price) => order.Type != "limit" || (order.Buys ? price <= order.Price : price >= order.Price);

    /// <summary>Coins that an order still wants at a price: what won buy is cut to eight decimals.</summary>
    public static decimal Wanted(FakeOrder order, decimal price) =>
        order.Spends ? Math.Floor((order.Price!.Value - order.Spent) / price * 100_000_000m) / 100_000_000m : order.Left;
}

/// <summary>Reads what an order asks for and refuses it in Upbit's words.</summary>
internal static class FakeOrderForm
{
    private static readonly string[] Smps = ["cancel_maker", "cancel_taker", "reduce", "none"];

    public static FakeOrder Read(IReadOnlyDictionary<string, string> asked, int number, DateTimeOffset now)
    {
        var (side, type, time) = (asked.GetValueOrDefault("side"), asked.GetValueOrDefault("ord_type"), asked.GetValueOrDefault("time_in_force"));
        var (price, volume) = (NumberOf(asked, "price"), NumberOf(asked, "volume"));
        var isWhole = (type, side) switch
        {
            ("limit", "bid" or "ask") => price is not null && volume is not null,
            ("price", "bid") => price is not null && volume is null,
            ("market", "ask") => price is null && volume is not null,
            ("best", "bid") => price is not null && volume is null,
            ("best", "ask") => price is null && volume is not null,
            _ => false,
        };
        if (!isWhole || !asked.TryGetValue("market", out var market)) throw new FakeRefusal(400, "invalid_parameter", "잘못된 파라미터");
        if ((type == "best") != (time is "ioc" or "fok") && type != "limit") throw new FakeRefusal(400, "invalid_time_in_force", "time_in_force");

        // Since 2026-11-09: what says nothing is taken for cancel_maker, with post_only for none.
        var smp = asked.GetValueOrDefault("smp_type") ?? (time == "post_only" ? "none" : "cancel_maker");
        if (!Smps.Contains(smp)) throw new FakeRefusal(400, "invalid_parameter", "smp_type");
        if (time == "post_only" && (smp != "none" || type != "limit")) throw new FakeRefusal(400, "invalid_post_only", "post_only");
        return new FakeOrder
        {
            Number = number,
            Uuid = $"{number:x8}-2897-4e14-9448-f923320408ad",
            Identifier = asked.GetValueOrDefault("identifier"),
            Market = market,
            Side = side!,
            Type = type!,
            Price = price,
            Volume = volume,
            Time = time,
            Smp = smp,
            CreatedAt = now,
        };
    }

    public static void Check(FakeOrder order, FakeMarketBook market)
    {
        var name = order.Buys ? "bid" : "ask";
        if (order.Type == "limit" && order.Price % market.TickAt(order.Price!.Value) != 0) throw new FakeRefusal(400, $"create_{name}_error", "주문 가격 단위를 잘못 입력하셨습니다.");
        var total = order.Type is "limit" ? order.Price * order.Volume : order.Spends ? order.Price : market.Bids.Select(level => (decimal?)level.Price).FirstOrDefault() * order.Volume;
        if (total < 5_000) throw new FakeRefusal(400, $"under_min_total_{name}", "최소 주문 금액은 5000 KRW입니다.");
        if (total > 1_000_000_000) throw new FakeRefusal(400, $"over_krw_funds_{name}", "최대 주문 가능 금액 1000000000 KRW 보다 작은 주문을 입력해 주세요.");
        if (order.Type == "price" && order.Price > market.Asks.Sum(level => level.Price * level.Size)) throw new FakeRefusal(400, "volume_too_large", "호가보다 큰 주문");
        if (order.Type == "market" && order.Volume > market.Bids.Sum(level => level.Size)) throw new FakeRefusal(400, "volume_too_large", "호가보다 큰 주문");
        if (order.Time == "post_only" && (order.Buys ? market.Asks : market.Bids) is [var best, ..] && (order.Buys ? order.Price >= best.Price : order.Price <= best.Price))
            throw new FakeRefusal(400, $"create_{name}_error", "post_only 주문이 체결될 수 있습니다.");
    }

    private static decimal? NumberOf(IReadOnlyDictionary<string, string> asked, string name) =>
        asked.TryGetValue(name, out var text) ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
}
