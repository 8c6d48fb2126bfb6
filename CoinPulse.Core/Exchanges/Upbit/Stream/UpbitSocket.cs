using System.Net.WebSockets;
using CoinPulse.Core.Exchanges.Upbit.Rest;

namespace CoinPulse.Core.Exchanges.Upbit.Stream;

/// <summary>Opens a WebSocket: over the network, or in a simulation within the process.</summary>
/// <param name="address">Where to.</param>
/// <param name="authorization">The header that names a pocket; null on the public side.</param>
/// <param name="answered">Told the HTTP status of a handshake that was refused.</param>
/// <param name="cancellationToken">Gives up.</param>
internal delegate Task<WebSocket> UpbitDial(Uri address, string? authorization, Action<int> answered, CancellationToken cancellationToken);

/// <summary>One WebSocket from its handshake to its end. One reader, and senders one at a time.</summary>
internal sealed class UpbitSocket : IAsyncDisposable
{
    // A list of every market's books is far smaller; what is larger is no message of Upbit's.
    private const int LargestMessage = 8 * 1024 * 1024;

    // Upbit closes after 120 s without traffic.
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PongWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FarewellWithin = TimeSpan.FromSeconds(1);

    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TimeProvider _wall;
    private byte[] _buffer = new byte[32 * 1024];

    private UpbitSocket(WebSocket socket, TimeProvider wall) => (_socket, _wall) = (socket, wall);

    /// <exception cref="WebSocketException">The handshake was refused.</exception>
    /// <param name="authorization">The header that names a pocket, made when the turn has come; null on the public side.</param>
    /// <param name="dial">Null is the network.</param>
    public static async Task<UpbitSocket> OpenAsync(
        Uri address, UpbitLimiter limiter, TimeProvider wall, CancellationToken cancellationToken, Func<string>? authorization = null, UpbitDial? dial = null)
    {
        using var permit = await limiter.EnterAsync(UpbitGroups.Connect, cancellationToken);
        using var patience = new CancellationTokenSource(HandshakeWithin, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        return new UpbitSocket(await (dial ?? DialAsync)(address, authorization?.Invoke(), Learn, either.Token), wall);

        void Learn(int status)
        {
            if (status == 429) permit.Refused();
            if (status == 418) permit.Blocked(null);
        }
    }

    private static async Task<WebSocket> DialAsync(Uri address, string? authorization, Action<int> answered, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = PingEvery;
        socket.Options.KeepAliveTimeout = PongWithin;   // makes it a PING that must be answered
        if (authorization is not null) socket.Options.SetRequestHeader("Authorization", authorization);
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch (Exception)
        {
            answered((int)socket.HttpStatusCode);
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next whole message, its fragments put together; it is overwritten by the one after. Null when Upbit said good-bye.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            if (length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length < LargestMessage ? _buffer.Length * 2 : throw new InvalidDataException("A message without an end."));
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) return _buffer.AsMemory(0, length);
        }
    }

    /// <summary>Ends it without a word; a pending receive fails.</summary>
    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            try
            {
                using var patience = new CancellationTokenSource(FarewellWithin, _wall);
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
            catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The other side left first.
            }
        }

        _socket.Dispose();
        _sending.Dispose();
    }
}
