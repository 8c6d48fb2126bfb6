using System.Globalization;
using System.Text.Json;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;

namespace CoinPulse.Core.Imports;

/// <summary>Reads positions and history into trades. Each entry stands for itself: one that is broken is named and drops out alone.</summary>
internal sealed class LegacyTrades(List<ImportNote> notes)
{
    private static readonly HashSet<string> Reasons = new(StringComparer.Ordinal) { "take_profit", "stop_loss", "emergency_stop", "holding_period", "manual" };

    /// <summary>Keys that its writer let in by mistake: the won itself and the sum line.</summary>
    private static readonly HashSet<string> NoCoins = new(StringComparer.Ordinal) { "KRW-KRW", "KRW-TOTAL" };

    // More than any coin or purse has ever held: a number beyond is a slip, and no column has room for it.
    private const decimal Most = 1e12m;
    private const decimal MostWon = 1e15m;

    /// <summary>Its own ids have thirty characters.</summary>
    private const int LongestId = 120;

    private readonly Dictionary<string, LegacyTrade> _byId = new(StringComparer.Ordinal);

    public IReadOnlyList<LegacyTrade> All => [.. _byId.Values.OrderBy(trade => trade.BoughtAt).ThenBy(trade => trade.ExternalId, StringComparer.Ordinal)];

    /// <summary>The history first: what is in both files was sold.</summary>
    public void ReadHistory(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            notes.Add(ImportNote.Dropped(LegacyFile.History, null, ImportNotes.FileShape, "[…]"));
            return;
        }

        foreach (var (entry, index) in root.EnumerateArray().Select((entry, index) => (entry, index)))
        {
            if (Read(LegacyFile.History, entry, null, string.Create(CultureInfo.InvariantCulture, $"#{index + 1}"), sold: true) is not { } trade) continue;
            if (_byId.TryAdd(trade.ExternalId, trade)) continue;
            notes.Add(_byId[trade.ExternalId] == trade
                ? ImportNote.Dropped(LegacyFile.History, trade.ExternalId, ImportNotes.TwiceAlike)
                : ImportNote.Dropped(LegacyFile.History, trade.ExternalId, ImportNotes.TwiceDifferent));
        }
    }

    public void ReadActive(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            notes.Add(ImportNote.Dropped(LegacyFile.ActivePositions, null, ImportNotes.FileShape, "{…}"));
            return;
        }

        foreach (var property in root.EnumerateObject())
        {
            if (Read(LegacyFile.ActivePositions, property.Value, property.Name, property.Name, sold: false) is not { } trade) continue;
            if (!_byId.TryAdd(trade.ExternalId, trade)) notes.Add(ImportNote.Dropped(LegacyFile.ActivePositions, trade.ExternalId, ImportNotes.InHistoryToo));
            else notes.Add(ImportNote.Note(LegacyFile.ActivePositions, trade.ExternalId, ImportNotes.NotGuarded));
        }
    }

    private LegacyTrade? Read(LegacyFile file, JsonElement entry, string? key, string place, bool sold)
    {
        if (entry.ValueKind != JsonValueKind.Object) return Drop(file, place, ImportNotes.EntryShape);

        var name = LegacyJson.Text(entry, "position_id") ?? place;
        var coin = LegacyJson.Text(entry, "coin_symbol") ?? key;
        if (coin is null || NoCoins.Contains(coin) || !MarketCode.TryParse(coin, out var market)) return Drop(file, name, ImportNotes.NoMarket, coin ?? "");
        if (key is not null && key != coin) notes.Add(ImportNote.Doubtful(file, name, ImportNotes.MarketDisagrees, key, coin));

        var (price, quantity) = (LegacyJson.Number(entry, "buy_price"), LegacyJson.Number(entry, "quantity"));
        if (price is not (> 0 and < Most) || quantity is not (> 0 and < Most) || price * quantity >= MostWon) return Drop(file, name, ImportNotes.NoPriceOrQuantity);
        if (LegacyJson.Time(entry, "buy_time") is not { } boughtAt) return Drop(file, name, ImportNotes.NoTime, "buy_time");

        var id = LegacyJson.Text(entry, "position_id");
        if (id is null || id.Length > LongestId)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{coin}_{boughtAt:yyyyMMddTHHmmssZ}");
            notes.Add(ImportNote.Doubtful(file, place, ImportNotes.NoId, id));
        }

        var paid = Paid(file, id, entry, price.Value * quantity.Value);
        if (LegacyJson.Text(entry, "status") is { } status && status != (sold ? "closed" : "open")) notes.Add(ImportNote.Doubtful(file, id, ImportNotes.StatusDisagrees, status));
        var bought = new LegacyTrade(id, market, boughtAt, new Price(price.Value), new Quantity(quantity.Value), paid, null, null, null, null);
        return sold ? Sold(file, entry, bought) : bought;
    }

    private LegacyTrade? Sold(LegacyFile file, JsonElement entry, LegacyTrade bought)
    {
        if (LegacyJson.Number(entry, "sell_price") is not { } price || price is not (> 0 and < Most) || LegacyJson.Time(entry, "sell_time") is not { } soldAt)
            return Drop(file, bought.ExternalId, ImportNotes.NoSale);

        if (soldAt < bought.BoughtAt) notes.Add(ImportNote.Doubtful(file, bought.ExternalId, ImportNotes.SoldBeforeBought));
        var reason = LegacyJson.Text(entry, "close_reason");
        if (reason is null || !Reasons.Contains(reason)) notes.Add(ImportNote.Doubtful(file, bought.ExternalId, ImportNotes.ReasonUnknown, reason ?? ""));

        if (price * bought.Quantity.Value >= MostWon) return Drop(file, bought.ExternalId, ImportNotes.NoSale);
        var byQuantity = new Krw(price * bought.Quantity.Value);
        var received = LegacyJson.Number(entry, "sell_amount") is { } amount && amount > 0 && amount < MostWon ? new Krw(amount) : byQuantity;
        if (IsFar(received.Value, byQuantity.Value)) notes.Add(ImportNote.Doubtful(file, bought.ExternalId, ImportNotes.AmountDisagrees, "sell_amount", Won(received.Value), Won(byQuantity.Value)));
        if (LegacyJson.Number(entry, "profit_loss") is { } profit && Math.Abs(profit - (received - bought.Paid).Value) > Math.Max(1, bought.Paid.Value * 0.01m))
            notes.Add(ImportNote.Doubtful(file, bought.ExternalId, ImportNotes.ProfitDisagrees, Won(profit), Won((received - bought.Paid).Value)));
        return bought with { SoldAt = soldAt, SellPrice = new Price(price), Received = received, Reason = reason?[..Math.Min(reason.Length, 64)] };
    }

    private Krw Paid(LegacyFile file, string id, JsonElement entry, decimal byQuantity)
    {
        var paid = LegacyJson.Number(entry, "order_amount") is { } amount && amount > 0 && amount < MostWon ? amount : byQuantity;
        if (IsFar(paid, byQuantity)) notes.Add(ImportNote.Doubtful(file, id, ImportNotes.AmountDisagrees, "order_amount", Won(paid), Won(byQuantity)));
        return new Krw(paid);
    }

    /// <summary>More than a fee and a rounding apart.</summary>
    private static bool IsFar(decimal amount, decimal expected) => Math.Abs(amount - expected) > Math.Max(1, expected * 0.01m);

    private static string Won(decimal amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);

    private LegacyTrade? Drop(LegacyFile file, string entry, string code, params string[] facts)
    {
        notes.Add(ImportNote.Dropped(file, entry, code, facts));
        return null;
    }
}
