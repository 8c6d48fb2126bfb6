using System.Text.Json;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// What an answer proves (decision 0030). A refusal is only what Upbit itself said no to, in its own form; everything else that is no success proves nothing, for
/// a proxy on the way may have lost the answer of an order that stands.
/// </summary>
internal static class UpbitVerdict
{
    /// <param name="changes">The request moves money if it arrives.</param>
    public static ExchangeAnswer<T> Of<T>(int status, ReadOnlySpan<byte> body, bool changes) => status switch
    {
        >= 200 and < 300 => Read<T>(body),
        418 or 429 => ExchangeAnswer<T>.Refused(UpbitErrors.Read(status, body)),
        _ when UpbitErrors.TryRead(status, body) is { } fault && Proves(status, fault, changes) => ExchangeAnswer<T>.Refused(fault),
        _ => ExchangeAnswer<T>.Unknown($"status {status}: {UpbitErrors.Read(status, body).Message}"),
    };

    // A nonce is drawn anew for each request, so one that was used means that the transport sent this request twice: the first copy arrived.
    private static bool Proves(int status, ExchangeFault fault, bool changes) => status switch
    {
        >= 500 => fault.Code.Equals("maintenance", StringComparison.OrdinalIgnoreCase),
        >= 400 => !(changes && fault.Code.Equals("nonce_used", StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };

    // Upbit said yes and we cannot read what: it happened.
    private static ExchangeAnswer<T> Read<T>(ReadOnlySpan<byte> body)
    {
        try
        {
            return ExchangeAnswer<T>.Of(UpbitJson.Read<T>(body));
        }
        catch (JsonException broken)
        {
            return ExchangeAnswer<T>.Unknown($"an answer that cannot be read: {broken.Message}");
        }
    }
}
