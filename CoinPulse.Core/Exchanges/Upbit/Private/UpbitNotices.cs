using CoinPulse.Core.Exchanges.Upbit.Stream;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// <c>myOrder</c>: something happened to an order. Its amounts are doubles and, of a trade, those of that trade alone; so it only says where to look, and what is told and
/// booked is read from the order itself.
/// </summary>
/// <param name="State"><c>wait</c>, <c>watch</c>, <c>trade</c>, <c>done</c>, <c>cancel</c>, <c>prevented</c>.</param>
internal sealed record UpbitOrderNotice(string? Code, string? Uuid, string? State, string? TradeUuid, string? Identifier, long? Timestamp) : UpbitMessage;

/// <summary><c>myAsset</c>: balances changed. Likewise only a sign.</summary>
internal sealed record UpbitAssetNotice(string? AssetUuid, IReadOnlyList<UpbitAssetLine>? Assets, long? AssetTimestamp, long? Timestamp) : UpbitMessage;

internal sealed record UpbitAssetLine(string? Currency, decimal? Balance, decimal? Locked);
