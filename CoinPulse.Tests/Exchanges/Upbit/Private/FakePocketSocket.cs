using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>The fake's private WebSocket: lets in who has signed, hears what is subscribed to, and can fall silent, repeat itself or hold back.</summary>
internal sealed class FakePocketSocket(FakeDoor door)
{
    private readonly ConcurrentDictionary<Line, byte> _lines = [];
    private readonly List<IReadOnlyList<string>> _held = [];

    public int Handshakes { get; private set; }

    public int Open => _lines.Count;

    /// <summary>Every request for messages, in order.</summary>
    public ConcurrentQueue<string> Subscriptions { get; } = [];

    /// <summary>Lines stay open, and nothing about orders or balances is sent.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Not even an answer to a PING.</summary>
    public bool IsDead { get; set; }

    /// <summary>Each thing that happened is said this often.</summary>
    public int Times { get; set; } = 1;

    /// <summary>What happens is kept until <see cref="Release"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>Notices that were said to somebody.</summary>
    public int Said { get; private set; }

    public int? RefuseWith { get; set; }

    public void Say(IReadOnlyList<string> notices)
    {
        if (Holds)
        {
            _held.Add(notices);
            return;
        }

        if (IsDeaf || IsDead) return;
        for (var time = 0; time < Times; time++)
        {
            foreach (var notice in notices) Send(notice);
        }
    }

    /// <summary>Says what was held back, the newest first.</summary>
    public void Release()
    {
        Holds = false;
        foreach (var notices in Enumerable.Reverse(_held)) Say([.. notices.Reverse()]);
        _held.Clear();
    }

    public void Send(string text)
    {
        foreach (var line in _lines.Keys.Where(line => line.IsSubscribed))
        {
            line.Say(text);
            Said++;
        }
    }

    public void DropAll()
    {
        foreach (var line in _lines.Keys) line.Drop();
    }

    public async Task AcceptAsync(HttpContext context)
    {
        Handshakes++;
        try
        {
            door.Check(context, "");
        }
        catch (FakeRefusal)
        {
            context.Response.StatusCode = 401;
            return;
        }

        if (RefuseWith is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var line = new Line(this, socket);
        _lines.TryAdd(line, 0);
        await line.LiveAsync();
        _lines.TryRemove(line, out _);
    }

    private sealed class Line(FakePocketSocket owner, WebSocket socket) : IDisposable
    {
        private readonly Channel<string> _out = Channel.CreateUnbounded<string>();
        private readonly CancellationTokenSource _over = new();
        private readonly Lock _gate = new();
        private bool _isOver;

        public bool IsSubscribed { get; private set; }

        public void Say(string text) => _out.Writer.TryWrite(text);

        public void Drop()
        {
            // The other side may go at this very moment.
            lock (_gate)
            {
                if (!_isOver) _over.Cancel();
            }
        }

        public void Dispose()
        {
            lock (_gate) _isOver = true;
            _over.Dispose();
        }

        public async Task LiveAsync()
        {
            var sending = SendAsync();
            try
            {
                var buffer = new byte[16 * 1024];
                while (await socket.ReceiveAsync(buffer.AsMemory(), _over.Token) is { MessageType: not WebSocketMessageType.Close } part) Hear(Encoding.UTF8.GetString(buffer, 0, part.Count));
            }
            catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
            {
                // Dropped, by them or by us.
            }

            Drop();
            await sending;
            socket.Abort();
        }

        private void Hear(string request)
        {
            if (request == "PING")
            {
                if (!owner.IsDead) Say("""{"status":"UP"}""");
                return;
            }

            using var document = JsonDocument.Parse(request);
            var parts = document.RootElement.EnumerateArray().ToList();
            var wrong = parts.Any(part => part.TryGetProperty("type", out var type) && type.GetString() == "myAsset" && part.TryGetProperty("codes", out _));
            if (wrong) Say("""{"error":{"name":"WRONG_FORMAT","message":"myAsset takes no codes"}}""");
            else IsSubscribed = parts.Any(part => part.TryGetProperty("type", out var type) && type.GetString() == "myOrder");
            owner.Subscriptions.Enqueue(request);
        }

        private async Task SendAsync()
        {
            try
            {
                while (true)
                {
                    var text = await _out.Reader.ReadAsync(_over.Token);
                    await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Binary, true, _over.Token);
                }
            }
            catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException)
            {
                // Dropped, by them or by us.
            }
        }
    }
}
