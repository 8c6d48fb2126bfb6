using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// Finds out what a key may do by asking for it. Orders are only tried out. Whether it may withdraw is told by the list of pockets to a key that may see it; to any other an empty
/// withdrawal is refused, and the refusal's name tells: the right is missing, or the withdrawal is locked although the right is there. Every other name leaves it unknown.
/// </summary>
internal sealed class UpbitKeyProbe(HttpClient http, IOptions<UpbitOptions> options, TimeProvider wall, ILoggerFactory logs) : IKeyProbe
{
    // Large enough for the minimum, at a price that is on every step: it is judged and never placed.
    private static readonly UpbitNewOrder Trial =
        UpbitNewOrder.Limit(null, MarketCode.From("KRW-BTC"), OrderSide.Bid, new Price(1_000_000), new Quantity(0.01m), UpbitTime.Rests, SelfMatch.CancelTaker);

    public async Task<KeyFindings> ProbeAsync(ExchangeKey key, CancellationToken cancellationToken)
    {
        var pocket = new UpbitPocketLine(key, http, options, wall, logs).Pocket;
        var balances = await pocket.AccountsAsync(cancellationToken);
        if (balances is { Kind: not AnswerKind.Answered } and not { Fault.Kind: ExchangeFaultKind.PermissionMissing }) return KeyFindings.Closed(balances.Fault!);

        var chance = await pocket.ChanceAsync(Trial.Market, cancellationToken);
        var trial = await pocket.TryOrderAsync(Trial, cancellationToken);
        var list = await pocket.KeysAsync(cancellationToken);
        var known = list.Kind == AnswerKind.Answered ? UpbitKeyList.Read(list.Value, key.Reveal().Access) : null;
        return new KeyFindings(null, MayOf(balances), MayOf(chance), MayOf(trial), await MayWithdrawAsync(pocket, key, cancellationToken), known?.ExpiresAt)
        {
            Family = known?.Family,
            Coins = balances.Kind == AnswerKind.Answered ? CoinsIn(balances.Value) : null,
        };
    }

    public async Task<KeyMay> FindsAsync(ExchangeKey key, ExchangeOrderId order, CancellationToken cancellationToken)
    {
        var pocket = new UpbitPocketLine(key, http, options, wall, logs).Pocket;
        return await pocket.OrderAsync(UpbitOrderName.Of(order), cancellationToken) switch
        {
            { Kind: AnswerKind.Answered } => KeyMay.Yes,
            { Kind: AnswerKind.Refused, Fault.Kind: ExchangeFaultKind.OrderNotFound } => KeyMay.No,
            _ => KeyMay.Unknown,
        };
    }

    private static Dictionary<Asset, Quantity> CoinsIn(IReadOnlyList<UpbitBalance> balances)
    {
        var coins = new Dictionary<Asset, Quantity>();
        foreach (var line in balances)
        {
            if (!Asset.TryParse(line.Currency, out var coin) || coin == Asset.Krw) continue;
            coins[coin] = new Quantity((line.Balance ?? 0) + (line.Locked ?? 0));
        }

        return coins;
    }

    private static async Task<KeyMay> MayWithdrawAsync(UpbitPocket pocket, ExchangeKey key, CancellationToken cancellationToken)
    {
        var pockets = await pocket.PocketKeysAsync(cancellationToken);
        var told = pockets.Kind == AnswerKind.Answered ? pockets.Value.SelectMany(one => one.Keys ?? []).FirstOrDefault(one => one.AccessKey == key.Reveal().Access)?.Permissions : null;
        if (told is not null) return told.Any(permission => permission.Contains("withdraw", StringComparison.OrdinalIgnoreCase) && !permission.Contains("view", StringComparison.OrdinalIgnoreCase)) ? KeyMay.Yes : KeyMay.No;

        return (await pocket.WithdrawNothingAsync(cancellationToken)) switch
        {
            { Kind: AnswerKind.Refused, Fault.Code: var code } when code.Equals("out_of_scope", StringComparison.OrdinalIgnoreCase) => KeyMay.No,
            { Kind: AnswerKind.Refused, Fault.Code: var code } when code.Equals("open_api_withdraw_locked", StringComparison.OrdinalIgnoreCase) => KeyMay.Yes,
            _ => KeyMay.Unknown,
        };
    }

    // Whatever Upbit says about the request itself it says to somebody who may make it.
    private static KeyMay MayOf<T>(ExchangeAnswer<T> answer) => answer switch
    {
        { Kind: AnswerKind.Answered } => KeyMay.Yes,
        { Kind: AnswerKind.Unknown } or { Fault.IsPassing: true } => KeyMay.Unknown,
        { Fault.Kind: ExchangeFaultKind.PermissionMissing or ExchangeFaultKind.KeyInvalid or ExchangeFaultKind.KeyExpired or ExchangeFaultKind.AddressNotAllowed } => KeyMay.No,
        _ => KeyMay.Yes,
    };
}
