using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>One pocket of the adapter put together against the fake, with or without its stream.</summary>
internal sealed class PocketParts : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _over = new();
    private Task _running = Task.CompletedTask;

    private PocketParts(FakeUpbit fake, TimeProvider? wall)
    {
        _http = UpbitRegistration.PrivateHttp(fake.RestUrl);
        var options = Options.Create(new UpbitOptions { RestUrl = fake.RestUrl, PrivateWebSocketUrl = fake.PrivateWebSocketUrl });
        Line = new UpbitPocketLine(new ExchangeKey(fake.Private.Door.Access, fake.Private.Door.Secret), _http, options, wall ?? TimeProvider.System, NullLoggerFactory.Instance);
    }

    public UpbitPocketLine Line { get; }

    public UpbitPocket Pocket => Line.Pocket;

    public UpbitExchange Exchange => Line.Exchange;

    public static PocketParts For(FakeUpbit fake, TimeProvider? wall = null) => new(fake, wall);

    /// <summary>Begins to listen; returns when the line is open and Upbit has heard what is wanted.</summary>
    public async Task ListenAsync(FakeUpbit fake)
    {
        var before = fake.PrivateSocket.Subscriptions.Count;
        _running = Line.RunAsync(_over.Token);
        await Patience.UntilAsync(() => fake.PrivateSocket.Subscriptions.Count > before && Line.Stream.IsCaughtUp);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _over.Dispose();
    }
}
