using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Exchanges.Upbit.Stream;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>
/// The pocket's one WebSocket, with orders and balances on it. Silence is its normal state, so it is asked for a sign of life, and it counts as deaf when an order was
/// accepted and no notice of it comes. Whatever ends it, the next one begins with a look at what was missed.
/// </summary>
internal sealed class UpbitPrivateStream(Uri address, UpbitLimiter limiter, UpbitSigner signer, UpbitOrderNews news, TimeProvider wall, ILogger logger, UpbitDial? dial = null)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SignWithin = TimeSpan.FromSeconds(10);

    /// <summary>A notice comes within moments of the acceptance; after this the line is deaf.</summary>
    private static readonly TimeSpan NoticeWithin = TimeSpan.FromSeconds(3);

    private static readonly byte[] Ping = Encoding.ASCII.GetBytes("PING");

    private readonly List<UpbitMessage> _read = [];
    private TimeSpan _pause = FirstPause;
    private long _signStamp;
    private DateTimeOffset _heardUntil = wall.GetUtcNow();
    private volatile bool _isCaughtUp;

    /// <summary>Lines that were opened, since the start.</summary>
    public int Connections { get; private set; }

    /// <summary>Notices that came, since the start.</summary>
    public int Notices { get; private set; }

    /// <summary>Signs of life that were asked for, since the start.</summary>
    public int Asked { get; private set; }

    /// <summary>Answers to our PING, since the start.</summary>
    public int Signs { get; private set; }

    /// <summary>The line is open and what came before it has been looked at.</summary>
    public bool IsCaughtUp => _isCaughtUp;

    /// <summary>Balances changed, by whatever: an order, a transfer, the person on Upbit itself. On the stream's own thread.</summary>
    public event Action? BalancesChanged;

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var why = await LiveOnceAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            news.ExpectNothing();
            logger.LogWarning("The pocket's stream ended ({Why}); opening another in {Seconds:0.0} s", why, _pause.TotalSeconds);
            await Task.Delay(_pause, wall, cancellationToken);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
    }

    /// <returns>Why it ended.</returns>
    private async Task<string> LiveOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var socket = await UpbitSocket.OpenAsync(address, limiter, wall, cancellationToken, () => signer.Authorize([]), dial);
            await socket.SendAsync(Request(), cancellationToken);
            Volatile.Write(ref _signStamp, wall.GetTimestamp());

            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _isCaughtUp = false;
            var beside = new[] { WatchAsync(socket, over.Token), CatchUpAsync(_heardUntil, over.Token) };
            Connections++;
            var why = await ReceiveAsync(socket, cancellationToken);
            End(over);
            return (await Task.WhenAll(beside)).FirstOrDefault(reason => reason is not null) ?? why;
        }
        catch (Exception cut) when (IsCut(cut, cancellationToken))
        {
            return cut is OperationCanceledException ? "no handshake in time" : cut.Message;
        }
    }

    private async Task<string> ReceiveAsync(UpbitSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            while (await socket.ReceiveAsync(cancellationToken) is { } frame)
            {
                Volatile.Write(ref _signStamp, wall.GetTimestamp());
                _read.Clear();
                UpbitMessageReader.Read(frame.Span, _read);
                foreach (var message in _read)
                {
                    if (message is UpbitErrorMessage error) return $"Upbit says {error.Fault.Code}: {error.Fault.Message}";
                    Take(message);
                }
            }

            return "Upbit closed it";
        }
        catch (Exception cut) when (IsCut(cut, cancellationToken))
        {
            return cut.Message;
        }
    }

    private void Take(UpbitMessage message)
    {
        if (message is UpbitUnreadMessage)
        {
            logger.LogWarning("The pocket's stream sent what we do not understand: {Message}", message);
            return;
        }

        // What is heard needs no catching up later, once what came before it has been caught up.
        if (_isCaughtUp) _heardUntil = wall.GetUtcNow();
        _pause = FirstPause;
        if (message is UpbitOrderNotice order) news.Hear(order);
        if (message is UpbitAssetNotice) BalancesChanged?.Invoke();
        if (message is UpbitStatusMessage) Signs++;
        if (message.IsNews) Notices++;
    }

    /// <summary>Beside the receiving: asks for a sign of life and ends a line that gives none, or is deaf.</summary>
    private async Task<string?> WatchAsync(UpbitSocket socket, CancellationToken cancellationToken)
    {
        var askedStamp = wall.GetTimestamp();
        try
        {
            using var beat = new PeriodicTimer(Beat, wall);
            while (await beat.WaitForNextTickAsync(cancellationToken))
            {
                var why = news.Overdue() > NoticeWithin ? "an order was accepted and no notice of it came"
                    : wall.GetElapsedTime(Volatile.Read(ref _signStamp)) > AskEvery + SignWithin ? "open and without a sign of life"
                    : null;
                if (why is not null)
                {
                    socket.Abort();
                    return why;
                }

                if (wall.GetElapsedTime(askedStamp) < AskEvery) continue;
                askedStamp = wall.GetTimestamp();
                Asked++;
                await socket.SendAsync(Ping, cancellationToken);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            socket.Abort();
        }

        return null;
    }

    private async Task<string?> CatchUpAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            await news.CatchUpAsync(since, cancellationToken);
            _isCaughtUp = true;
        }
        catch (OperationCanceledException)
        {
            // The line is gone again; the next one catches up from where this one would have.
        }

        return null;
    }

    // At once and on this thread: whoever waits on it has ended before the next line is opened.
    private static void End(CancellationTokenSource over) => over.Cancel();

    private byte[] Request() => Encoding.UTF8.GetBytes(
        $$"""[{"ticket":"{{Guid.CreateVersion7(wall.GetUtcNow())}}"},{"type":"myOrder"},{"type":"myAsset"},{"format":"DEFAULT"}]""");

    private static bool IsCut(Exception cut, CancellationToken cancellationToken) => cut is WebSocketException or IOException or SocketException or InvalidDataException
        || (cut is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
