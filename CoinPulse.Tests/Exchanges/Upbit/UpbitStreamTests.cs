using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges.Upbit.Stream;
using CoinPulse.Core.Markets;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>One line to the fake, on a real socket; pauses and silences pass on a clock of the test's own.</summary>
public sealed class UpbitStreamTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");
    private static readonly MarketCode Eth = MarketCode.From("KRW-ETH");
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _wall = new(Noon);
    private readonly CancellationTokenSource _over = new();
    private readonly Listener _heard = new();
    private FakeUpbit _fake = null!;
    private UpbitParts _parts = null!;
    private UpbitStream _stream = null!;
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _parts = new UpbitParts(_fake, _wall);
        _stream = new UpbitStream("test", _fake.WebSocketUrl, LongestSilence, 100, _parts.Limiter, _heard, _wall, NullLogger.Instance);
    }

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _fake.DisposeAsync();
    }

    public void Dispose()
    {
        _parts.Dispose();
        _over.Dispose();
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, 7)]
    public async Task Trades_come_in_order_whether_text_or_binary_whole_or_in_fragments(bool asText, int? fragments)
    {
        (_fake.Sockets.SendsText, _fake.Sockets.FragmentsOf) = (asText, fragments);
        await ConnectAsync();

        for (var price = 1; price <= 200; price++) _fake.Sockets.Trade("KRW-BTC", price, 0.5, Noon);

        await Patience.UntilAsync(() => _heard.Trades.Count == 200);
        _heard.Trades.Select(trade => trade.TradePrice).Should().Equal(Enumerable.Range(1, 200).Select(price => (decimal?)price));
    }

    [Fact]
    public async Task A_line_that_is_dropped_is_opened_again_and_asked_for_everything()
    {
        await ConnectAsync();

        _fake.Sockets.DropAll();

        await Patience.UntilAsync(() => _fake.Sockets.Subscriptions.Count == 2, Seconds(0.1));
        _heard.Losses.Should().Equal(false);
        _fake.Sockets.Subscriptions.Select(WithoutTicket).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Half_a_message_is_not_heard()
    {
        await ConnectAsync();

        _fake.Sockets.SendHalfAndDrop(FakeUpbitSockets.TradeText(new FakeTrade("KRW-BTC", 1, 1, Noon, 1), "REALTIME"));

        await Patience.UntilAsync(() => _heard.Losses.Count == 1);
        _heard.Trades.Should().BeEmpty();
    }

    [Fact]
    public async Task A_line_that_is_open_and_silent_is_noticed_and_replaced()
    {
        await ConnectAsync();
        _fake.Sockets.IsSilent = true;

        await Patience.UntilAsync(() => _heard.Losses.Count == 1, Seconds(1));

        _heard.Losses.Should().Equal(true);
        _fake.Sockets.IsSilent = false;
        await Patience.UntilAsync(() => _fake.Sockets.Handshakes == 2, Seconds(0.1));
    }

    [Fact]
    public async Task A_line_over_which_something_comes_is_not_silent()
    {
        await ConnectAsync();
        for (var i = 1; i <= 40; i++)
        {
            _fake.Sockets.Trade("KRW-BTC", i, 1, Noon);
            await Patience.UntilAsync(() => _heard.Trades.Count == i);
            _wall.Advance(TimeSpan.FromSeconds(1));
        }

        _heard.Losses.Should().BeEmpty();
        _fake.Sockets.Handshakes.Should().Be(1);
    }

    [Fact]
    public async Task A_server_that_lets_nobody_in_is_tried_for_ever_with_growing_pauses()
    {
        _fake.Sockets.RefuseWith = 503;
        _stream.Want([new UpbitSubscription("trade", [Btc])]);
        _running = _stream.RunAsync(_over.Token);

        await Patience.UntilAsync(() => _heard.Losses.Count == 9, Seconds(0.5));

        // 0.5, 1, 2, 4, 8, 16, 30, 30 seconds between nine tries.
        (_wall.GetUtcNow() - Noon).Should().BeGreaterThan(TimeSpan.FromSeconds(90));
        _fake.Sockets.RefuseWith = null;
        await Patience.UntilAsync(() => _heard.Connections == 1, Seconds(1));
    }

    [Fact]
    public async Task Another_wish_is_the_whole_of_what_is_asked_for()
    {
        await ConnectAsync();

        _stream.Want([new UpbitSubscription("trade", [Btc, Eth])]);
        _stream.Want([new UpbitSubscription("trade", [Btc, Eth])]);

        await Patience.UntilAsync(() => _fake.Sockets.Subscriptions.Count == 2, Seconds(0.2));
        _fake.Sockets.Subscriptions.Last().Should().Contain("\"codes\":[\"KRW-BTC\",\"KRW-ETH\"]");
        _fake.Sockets.Handshakes.Should().Be(1);
    }

    [Fact]
    public async Task While_nothing_is_wanted_nothing_is_opened()
    {
        _running = _stream.RunAsync(_over.Token);

        for (var i = 0; i < 20; i++)
        {
            _wall.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        _fake.Sockets.Handshakes.Should().Be(0);
    }

    [Fact]
    public async Task What_is_not_understood_is_counted_and_the_line_lives_on()
    {
        await ConnectAsync();

        _fake.Sockets.Send("trade", "KRW-BTC", """{"type":"trade","trade_price":{}}""");
        _fake.Sockets.Send("trade", "KRW-BTC", """{"error":{"name":"WRONG_FORMAT","message":"no"}}""");
        _fake.Sockets.Trade("KRW-BTC", 5, 1, Noon);

        await Patience.UntilAsync(() => _heard.Trades.Count == 1);
        (_stream.Unread, _heard.Losses.Count).Should().Be((2, 0));
    }

    private static string WithoutTicket(string request) => request[request.IndexOf("},", StringComparison.Ordinal)..];

    private Action Seconds(double seconds) => () => _wall.Advance(TimeSpan.FromSeconds(seconds));

    private async Task ConnectAsync()
    {
        _stream.Want([new UpbitSubscription("trade", [Btc])]);
        _running = _stream.RunAsync(_over.Token);
        await Patience.UntilAsync(() => _fake.Sockets.Subscriptions.Count == 1 && _heard.Connections == 1);
    }

    private sealed class Listener : IUpbitListener
    {
        public ConcurrentQueue<UpbitTradeMessage> Trades { get; } = [];

        public ConcurrentQueue<bool> Losses { get; } = [];

        public int Connections { get; private set; }

        public void Hear(UpbitMessage message, long stamp)
        {
            if (message is UpbitTradeMessage trade) Trades.Enqueue(trade);
        }

        public void Connected() => Connections++;

        public void Lost(string why, bool wasSilent) => Losses.Enqueue(wasSilent);
    }
}
