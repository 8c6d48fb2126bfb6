using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace CoinPulse.Core.Exchanges.Upbit;

/// <summary>Upbit answered with an error, or not at all.</summary>
/// <param name="fault">Its class, Upbit's name for it and Upbit's words.</param>
/// <param name="status">The HTTP status; 0 when there was no answer.</param>
internal sealed class UpbitException(ExchangeFault fault, int status, Exception? inner = null)
    : Exception($"Upbit: {fault.Code} ({(status == 0 ? "no answer" : status.ToString(CultureInfo.InvariantCulture))}): {fault.Message}", inner)
{
    public ExchangeFault Fault { get; } = fault;

    public int Status { get; } = status;
}

/// <summary>
/// What Upbit's errors mean to us. Its catalogue is explicitly not complete, and a name may be a number or a word, in any case: what is not in the table is
/// judged by the status.
/// </summary>
internal static class UpbitErrors
{
    private static readonly FrozenDictionary<string, ExchangeFaultKind> ByName = new Dictionary<string, ExchangeFaultKind>
    {
        ["insufficient_funds_bid"] = ExchangeFaultKind.InsufficientFunds,
        ["insufficient_funds_ask"] = ExchangeFaultKind.InsufficientCoins,
        ["under_min_total_bid"] = ExchangeFaultKind.UnderMinimum,
        ["under_min_total_ask"] = ExchangeFaultKind.UnderMinimum,
        ["over_krw_funds_bid"] = ExchangeFaultKind.OverMaximum,
        ["over_krw_funds_ask"] = ExchangeFaultKind.OverMaximum,
        ["volume_too_large"] = ExchangeFaultKind.OverVisibleBook,
        ["duplicated_identifier"] = ExchangeFaultKind.DuplicateIdentifier,
        ["order_not_found"] = ExchangeFaultKind.OrderNotFound,
        ["market_offline"] = ExchangeFaultKind.MarketHalted,
        ["notfoundmarket"] = ExchangeFaultKind.MarketNotFound,
        ["expired_access_key"] = ExchangeFaultKind.KeyExpired,
        ["invalid_access_key"] = ExchangeFaultKind.KeyInvalid,
        ["jwt_verification"] = ExchangeFaultKind.KeyInvalid,
        ["no_authorization_token"] = ExchangeFaultKind.KeyInvalid,
        ["no_authorization_ip"] = ExchangeFaultKind.AddressNotAllowed,
        ["out_of_scope"] = ExchangeFaultKind.PermissionMissing,
        ["thirdparty_agreement_required"] = ExchangeFaultKind.PermissionMissing,
        ["open_api_withdraw_locked"] = ExchangeFaultKind.PermissionMissing,
        ["nonce_used"] = ExchangeFaultKind.Busy,   // a fresh one goes through
        ["maintenance"] = ExchangeFaultKind.Busy,
        ["too_many_request"] = ExchangeFaultKind.TooManyRequests,
        ["too_many_requests"] = ExchangeFaultKind.TooManyRequests,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static ExchangeFaultKind KindOf(int status, string name) => (status, ByName.TryGetValue(name, out var known)) switch
    {
        (418 or 429, _) => ExchangeFaultKind.TooManyRequests,
        (_, true) => known,
        ( >= 500, _) => ExchangeFaultKind.Busy,
        (404, _) => ExchangeFaultKind.MarketNotFound,   // "Code not found"; an order's own absence has a name
        (401, _) => ExchangeFaultKind.KeyInvalid,
        (403, _) => ExchangeFaultKind.PermissionMissing,
        _ => ExchangeFaultKind.Invalid,
    };

    /// <summary>Reads an answer that is no success: <c>{"error":{"name":…,"message":…}}</c>, or a page of a proxy or of the maintenance.</summary>
    public static ExchangeFault Read(int status, ReadOnlySpan<byte> body)
    {
        if (TryRead(status, body) is { } fault) return fault;
        var name = status.ToString(CultureInfo.InvariantCulture);
        return new ExchangeFault(KindOf(status, name), name, "an answer without Upbit's form");
    }

    /// <summary>Null when the answer has not Upbit's form: somebody else gave it.</summary>
    public static ExchangeFault? TryRead(int status, ReadOnlySpan<byte> body) =>
        Parse(body) is ({ Length: > 0 } name, var message) ? new ExchangeFault(KindOf(status, name), name, message) : null;

    private static (string Name, string Message)? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out var error)) return null;
            return (TextOf(error, "name"), TextOf(error, "message"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string TextOf(JsonElement error, string part) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(part, out var value) ? value.ToString() : "";
}
