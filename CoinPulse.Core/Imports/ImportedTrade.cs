using System.Security.Cryptography;
using System.Text;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Imports;

/// <summary>Derived from the person and the earlier product's id: the same trade read again is the same row.</summary>
public readonly record struct ImportedTradeId(Guid Value) : IGuidId<ImportedTradeId>
{
    public static ImportedTradeId From(Guid value) => new(value);

    public static ImportedTradeId For(UserId owner, string externalId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{owner.Value:N}|legacy|{externalId}")).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);   // version 8, as PositionId
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new ImportedTradeId(new Guid(hash, bigEndian: true));
    }
}

/// <summary>
/// A trade of the earlier product, kept as a record. It belongs to no account, stands in no book, is guarded by nobody and is never added to this product's
/// results.
/// </summary>
public sealed class ImportedTrade
{
    private ImportedTrade()
    {
    }

    public ImportedTrade(UserId owner, LegacyTrade trade, DateTimeOffset importedAt)
    {
        (Id, Owner, ExternalId, ImportedAt) = (ImportedTradeId.For(owner, trade.ExternalId), owner, trade.ExternalId, importedAt);
        Take(trade);
    }

    public ImportedTradeId Id { get; private init; }

    public UserId Owner { get; private init; }

    /// <summary>The earlier product's <c>position_id</c>, or what was made of the entry where it had none.</summary>
    public string ExternalId { get; private init; } = "";

    public MarketCode Market { get; private set; }

    public DateTimeOffset BoughtAt { get; private set; }

    public Price BuyPrice { get; private set; }

    public Quantity Quantity { get; private set; }

    /// <summary>As the earlier product wrote it; its fees are unknown.</summary>
    public Krw Paid { get; private set; }

    /// <summary>Null for a position that was still open when the file was written.</summary>
    public DateTimeOffset? SoldAt { get; private set; }

    public Price? SellPrice { get; private set; }

    public Krw? Received { get; private set; }

    /// <summary>The earlier product's word for why it sold.</summary>
    public string? Reason { get; private set; }

    public DateTimeOffset ImportedAt { get; private init; }

    public int Version { get; private set; }

    public bool WasOpen => SoldAt is null;

    /// <summary>Before fees, as the earlier product counted.</summary>
    public Krw? Profit => Received is { } received ? received - Paid : null;

    /// <summary>A position that was open at an earlier import has since been sold; nothing else changes.</summary>
    /// <returns>False when there is nothing new, or what is new contradicts a sale that is known.</returns>
    public bool Learn(LegacyTrade trade)
    {
        if (!WasOpen || trade.SoldAt is null) return false;
        Take(trade);
        return true;
    }

    /// <summary>Whether this says the same as a trade of a file.</summary>
    public bool Says(LegacyTrade trade) =>
        (Market, BoughtAt, BuyPrice, Quantity, Paid, SoldAt, SellPrice, Received, Reason)
        == (trade.Market, trade.BoughtAt, trade.BuyPrice, trade.Quantity, trade.Paid, trade.SoldAt, trade.SellPrice, trade.Received, trade.Reason);

    private void Take(LegacyTrade trade) =>
        (Market, BoughtAt, BuyPrice, Quantity, Paid, SoldAt, SellPrice, Received, Reason) =
        (trade.Market, trade.BoughtAt, trade.BuyPrice, trade.Quantity, trade.Paid, trade.SoldAt, trade.SellPrice, trade.Received, trade.Reason);
}

/// <summary>A trade as it was read from the files.</summary>
public sealed record LegacyTrade(
    string ExternalId, MarketCode Market, DateTimeOffset BoughtAt, Price BuyPrice, Quantity Quantity, Krw Paid, DateTimeOffset? SoldAt, Price? SellPrice, Krw? Received, string? Reason);

/// <summary>A file as it was given, word for word: what has no place in this product is not lost. The same text is kept once.</summary>
public sealed record ImportedDocument(UserId Owner, string Name, string Hash, string Text, DateTimeOffset ImportedAt)
{
    public static ImportedDocument Of(UserId owner, string name, string text, DateTimeOffset importedAt) =>
        new(owner, name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text, importedAt);
}
