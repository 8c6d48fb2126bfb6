using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace CoinPulse.Tests.Exchanges.Upbit;

/// <summary>The fake's WebSocket: hears subscriptions, of which a new one replaces the old, answers each with snapshots and sends what is told to it.</summary>
internal sealed class FakeUpbitSockets
{
    private readonly ConcurrentDictionary<Line, byte> _lines = [];
    private readonly Lock _gate = new();
    private (long Second, int Count) _shaken;
    private long _said;

    public FakeMarkets Markets { get; set; } = new();

    /// <summary>Every request for messages, in order.</summary>
    public ConcurrentQueue<string> Subscriptions { get; } = [];

    public int Handshakes { get; private set; }

    public int Open => _lines.Count;

    /// <summary>More handshakes than this in one second are refused as too many.</summary>
    public int HandshakesPerSecond { get; set; } = int.MaxValue;

    public int RefusedHandshakes { get; private set; }

    /// <summary>Messages that somebody asked for and that were given to a line.</summary>
    public long Said => Interlocked.Read(ref _said);

    /// <summary>Messages that wait on this side because the other does not read as fast as we write.</summary>
    public int Waiting => _lines.Keys.Sum(line => line.Waiting);

    public int Wanting(string type) => _lines.Keys.Sum(line => line.Wanting(type));

    /// <summary>Handshakes are refused with this status; null lets them in.</summary>
    public int? RefuseWith { get; set; }

    /// <summary>Lines stay open and nothing is sent.</summary>
    public bool IsSilent { get; set; }

    public bool SendsText { get; set; }

    /// <summary>Messages are cut into fragments of this many bytes; null sends them whole.</summary>
    public int? FragmentsOf { get; set; }

    public void DropAll()
    {
        foreach (var line in _lines.Keys) line.Drop();
    }

    /// <summary>A trade that everybody who asked for the market hears, and that the REST side knows.</summary>
    public FakeTrade Trade(string market, double price, double volume, DateTimeOffset at)
    {
        var trade = Markets.Add(market, price, volume, at);
        Send("trade", market, TradeText(trade, "REALTIME"));
        return trade;
    }

    public void Book(string market, DateTimeOffset at) => Send("orderbook", market, Markets.BookOf(market, "code", at, "REALTIME"));

    /// <summary>Spares the making of a book that nobody hears.</summary>
    public void BookIfWanted(string market, DateTimeOffset at)
    {
        if (_lines.Keys.Any(line => line.Wants("orderbook", market))) Book(market, at);
    }

    public void Send(string type, string market, string text)
    {
        if (IsSilent) return;
        foreach (var line in _lines.Keys.Where(line => line.Wants(type, market)))
        {
            Interlocked.Increment(ref _said);
            line.Say(text);
        }
    }

    /// <summary>The first half of a message, and then the end of the line.</summary>
    public void SendHalfAndDrop(string text)
    {
        foreach (var line in _lines.Keys) line.SayHalf(text);
    }

    public static string TradeText(FakeTrade trade, string stream) => FormattableString.Invariant(
        $$"""{"type":"trade","code":"{{trade.Market}}","timestamp":{{trade.At.ToUnixTimeMilliseconds() + 40}},"trade_timestamp":{{trade.At.ToUnixTimeMilliseconds()}},"trade_price":{{trade.Price}},"trade_volume":{{trade.Volume}},"ask_bid":"{{trade.SideOfTaker}}","sequential_id":{{trade.Id}},"best_ask_price":{{trade.Price + 1}},"best_bid_price":{{trade.Price - 1}},"stream_type":"{{stream}}"}""");

    public async Task AcceptAsync(HttpContext context)
    {
        Handshakes++;
        if ((RefuseWith ?? RefuseTooMany()) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var line = new Line(this, socket);
        _lines.TryAdd(line, 0);
        try
        {
            await line.LiveAsync();
        }
        finally
        {
            _lines.TryRemove(line, out _);
        }
    }

    private int? RefuseTooMany()
    {
        lock (_gate)
        {
            var second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            _shaken = _shaken.Second == second ? (second, _shaken.Count + 1) : (second, 1);
            if (_shaken.Count <= HandshakesPerSecond) return null;
            RefusedHandshakes++;
            return 429;
        }
    }

    private sealed class Line(FakeUpbitSockets owner, WebSocket socket) : IDisposable
    {
        private readonly Channel<(string Text, bool IsHalf)> _out = Channel.CreateUnbounded<(string, bool)>();
        private readonly CancellationTokenSource _over = new();
        private volatile HashSet<(string Type, string Market)> _wanted = [];
        private volatile bool _isOver;

        public bool Wants(string type, string market) => _wanted.Contains((type, market));

        public int Waiting => _out.Reader.Count;

        public int Wanting(string type) => _wanted.Count(one => one.Type == type);

        public void Say(string text) => _out.Writer.TryWrite((text, false));

        public void SayHalf(string text) => _out.Writer.TryWrite((text, true));

        public void Drop()
        {
            if (!_isOver) _over.Cancel();
        }

        public void Dispose()
        {
            _isOver = true;
            _over.Dispose();
        }

        public async Task LiveAsync()
        {
            var sending = SendAsync();
            try
            {
                var buffer = new byte[256 * 1024];
                while (true)
                {
                    var length = 0;
                    ValueWebSocketReceiveResult part;
                    do
                    {
                        part = await socket.ReceiveAsync(buffer.AsMemory(length), _over.Token);
                        length += part.Count;
                    }
                    while (!part.EndOfMessage);
                    if (part.MessageType == WebSocketMessageType.Close) break;
                    Hear(Encoding.UTF8.GetString(buffer, 0, length));
                }
            }
            catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
            {
                // Dropped, by them or by us.
            }

            await _over.CancelAsync();
            await sending;
            socket.Abort();
        }

        private void Hear(string request)
        {
            if (request == "PING")
            {
                Say("""{"status":"UP"}""");
                return;
            }

            using var document = JsonDocument.Parse(request);
            var wanted = new HashSet<(string, string)>();
            foreach (var part in document.RootElement.EnumerateArray())
            {
                if (!part.TryGetProperty("type", out var type)) continue;
                var onlyRealtime = part.TryGetProperty("is_only_realtime", out var only) && only.GetBoolean();
                var onlySnapshot = part.TryGetProperty("is_only_snapshot", out var once) && once.GetBoolean();
                foreach (var code in part.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!.Split('.')[0]))
                {
                    if (!onlySnapshot) wanted.Add((type.GetString()!, code));
                    if (!onlyRealtime && !owner.IsSilent && SnapshotOf(type.GetString()!, code) is { } snapshot) Say(snapshot);
                }
            }

            _wanted = wanted;
            owner.Subscriptions.Enqueue(request);
        }

        private string? SnapshotOf(string type, string code) => type switch
        {
            "trade" when owner.Markets.LastOf(code) is { } last => TradeText(last, "SNAPSHOT"),
            "orderbook" => owner.Markets.BookOf(code, "code", owner.Markets.LastOf(code)?.At ?? owner.Markets.Now(), "SNAPSHOT"),
            "ticker" => owner.Markets.Standing(code),
            _ => null,
        };

        private async Task SendAsync()
        {
            try
            {
                await foreach (var (text, isHalf) in _out.Reader.ReadAllAsync(_over.Token))
                {
                    var bytes = Encoding.UTF8.GetBytes(text).AsMemory();
                    var kind = owner.SendsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                    if (isHalf)
                    {
                        await socket.SendAsync(bytes[..(bytes.Length / 2)], kind, endOfMessage: false, _over.Token);
                        await _over.CancelAsync();
                        return;
                    }

                    var step = owner.FragmentsOf ?? bytes.Length;
                    for (var at = 0; at < bytes.Length; at += step)
                    {
                        var end = Math.Min(at + step, bytes.Length);
                        await socket.SendAsync(bytes[at..end], kind, end == bytes.Length, _over.Token);
                    }
                }
            }
            catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
            {
                // Dropped, by them or by us.
            }
        }
    }
}
