using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Exchanges.Upbit.Stream;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>Everything that one key opens, put together: the pocket's own limits, its requests, its WebSocket and the exchange on top. Nothing is shared between pockets but the connections.</summary>
internal sealed class UpbitPocketLine
{
    private readonly UpbitPrivateRest _rest;

    /// <param name="connects">Counts the handshakes of our address, which all pockets share; null where there is no other.</param>
    /// <param name="dial">How the WebSocket is opened; null is over the network.</param>
    public UpbitPocketLine(
        ExchangeKey key, HttpClient http, IOptions<UpbitOptions> options, TimeProvider wall, ILoggerFactory logs, UpbitLimiter? connects = null, UpbitDial? dial = null)
    {
        var signer = new UpbitSigner(key);
        Limiter = new UpbitLimiter(options, wall, logs.CreateLogger<UpbitLimiter>());
        _rest = new UpbitPrivateRest(http, Limiter, signer, wall);
        Pocket = new UpbitPocket(_rest);
        var closed = new UpbitClosedOrders(Pocket, wall);
        News = new UpbitOrderNews(Pocket, closed, wall, logs.CreateLogger<UpbitOrderNews>());
        Stream = new UpbitPrivateStream(options.Value.PrivateWebSocketUrl, connects ?? Limiter, signer, News, wall, logs.CreateLogger<UpbitPrivateStream>(), dial);
        Exchange = new UpbitExchange(Pocket, closed, News, wall);
    }

    public UpbitLimiter Limiter { get; }

    /// <summary>Requests that were signed with the key, since it was opened.</summary>
    public long Requests => _rest.Sent;

    public UpbitPocket Pocket { get; }

    public UpbitOrderNews News { get; }

    public UpbitPrivateStream Stream { get; }

    public UpbitExchange Exchange { get; }

    /// <summary>Listens until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(Stream.RunAsync(cancellationToken), News.RunAsync(cancellationToken));
}
