using System.Globalization;
using System.Net.WebSockets;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Exchanges.Upbit.Stream;
using CoinPulse.Core.Markets;

namespace CoinPulse.Core.Exchanges.Upbit.Market;

/// <summary>Whether a market trades, and until when.</summary>
internal readonly record struct UpbitStanding(bool Halted, DateOnly? DelistedOn);

/// <summary>
/// Asks how every market stands. Only the stream's tickers say so, and a ticker comes with each trade: so a line is opened, one snapshot of each market is
/// taken, and the line is closed.
/// </summary>
internal sealed class UpbitStandings(Uri address, UpbitLimiter limiter, TimeProvider wall)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>Those markets that were told of within ten seconds: all, unless Upbit is in trouble.</returns>
    public async Task<IReadOnlyDictionary<MarketCode, UpbitStanding>> ReadAsync(IReadOnlyList<MarketCode> markets, CancellationToken cancellationToken)
    {
        var standings = new Dictionary<MarketCode, UpbitStanding>();
        using var patience = new CancellationTokenSource(Patience, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var socket = await UpbitSocket.OpenAsync(address, limiter, wall, either.Token);
            var ticket = Guid.CreateVersion7(wall.GetUtcNow()).ToString();
            await socket.SendAsync(UpbitSubscription.Request(ticket, [new UpbitSubscription("ticker", markets, UpbitFrom.SnapshotOnly)]), either.Token);
            var messages = new List<UpbitMessage>();
            while (standings.Count < markets.Count && await socket.ReceiveAsync(either.Token) is { } frame)
            {
                messages.Clear();
                UpbitMessageReader.Read(frame.Span, messages);
                foreach (var ticker in messages.OfType<UpbitTickerMessage>())
                {
                    if (MarketCode.TryParse(ticker.Code, out var market)) standings[market] = Of(ticker);
                }
            }
        }
        catch (Exception cut) when (cut is WebSocketException or IOException || (cut is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // What came is true; what did not come is asked for at the next round.
        }

        return standings;
    }

    public static UpbitStanding Of(UpbitTickerMessage ticker) => new(
        ticker.IsTradingSuspended == true || ticker.MarketState is not (null or "ACTIVE"),
        DateOnly.TryParse(ticker.DelistingDate, CultureInfo.InvariantCulture, out var day) ? day : null);
}
