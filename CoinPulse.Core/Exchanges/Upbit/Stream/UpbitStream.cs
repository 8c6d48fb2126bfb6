using System.Net.Sockets;
using System.Net.WebSockets;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Exchanges.Upbit.Stream;

/// <summary>Hears a <see cref="UpbitStream"/>. Called on the stream's own thread, one call after another.</summary>
internal interface IUpbitListener
{
    /// <param name="stamp">Our monotonic counter when the message was whole.</param>
    void Hear(UpbitMessage message, long stamp);

    /// <summary>A fresh connection has been asked for everything; what was missed is not sent again.</summary>
    void Connected();

    /// <param name="wasSilent">It was open all the time, and nothing came.</param>
    void Lost(string why, bool wasSilent);
}

/// <summary>
/// Keeps one connection with one set of subscriptions alive for ever: a connection that breaks, is closed, or stays open and silent is replaced with growing
/// pauses and asked for the full set again. The pause shrinks only when prices come: a server that lets us in and says nothing is not pestered.
/// </summary>
internal sealed class UpbitStream(string name, Uri address, TimeSpan longestSilence, int messagesPerMinute, UpbitLimiter limiter, IUpbitListener listener, TimeProvider wall, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ComplaintEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly TimeSpan _askEvery = TimeSpan.FromMinutes(1) / messagesPerMinute;
    private readonly List<UpbitMessage> _read = [];
    private IReadOnlyList<UpbitSubscription> _wanted = [];
    private bool _isAsked;
    private bool _wasSilent;
    private long _askedStamp;
    private long _newsStamp;
    private long? _complainedStamp;
    private TimeSpan _pause = FirstPause;

    /// <summary>Messages that could not be read, since the start.</summary>
    public int Unread { get; private set; }

    /// <summary>Connections that were opened, since the start.</summary>
    public int Connections { get; private set; }

    /// <summary>From the next second on the connection is asked for exactly this.</summary>
    public void Want(IReadOnlyList<UpbitSubscription> subscriptions)
    {
        lock (_gate)
        {
            if (_wanted.Count == subscriptions.Count && _wanted.Zip(subscriptions).All(pair => pair.First.SameAs(pair.Second))) return;
            (_wanted, _isAsked) = (subscriptions, false);
        }
    }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Nothing wanted, nothing opened: Upbit counts handshakes.
            while (!IsWanted()) await Task.Delay(Beat, wall, cancellationToken);

            var why = await LiveOnceAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            logger.LogWarning("The {Stream} stream ended ({Why}); opening another in {Seconds:0.0} s", name, why, _pause.TotalSeconds);
            listener.Lost(why, _wasSilent);
            await Task.Delay(_pause, wall, cancellationToken);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
    }

    /// <summary>One connection from beginning to end.</summary>
    /// <returns>Why it ended.</returns>
    private async Task<string> LiveOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var socket = await UpbitSocket.OpenAsync(address, limiter, wall, cancellationToken);
            Connections++;
            _wasSilent = false;
            _newsStamp = wall.GetTimestamp();
            await AskAsync(socket, again: true, cancellationToken);
            listener.Connected();

            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var watching = WatchAsync(socket, over.Token);
            var why = await ReceiveAsync(socket, cancellationToken);
            await over.CancelAsync();
            return await watching ?? why;
        }
        catch (Exception cut) when (cut is WebSocketException or IOException or SocketException or InvalidDataException
            || (cut is OperationCanceledException && !cancellationToken.IsCancellationRequested))
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
                var stamp = wall.GetTimestamp();
                _read.Clear();
                UpbitMessageReader.Read(frame.Span, _read);
                foreach (var message in _read) Take(message, stamp);
            }

            return "Upbit closed it";
        }
        catch (Exception cut) when (cut is WebSocketException or IOException or SocketException or InvalidDataException
            || (cut is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return cut.Message;
        }
    }

    private void Take(UpbitMessage message, long stamp)
    {
        if (message.IsNews)
        {
            Volatile.Write(ref _newsStamp, stamp);
            _pause = FirstPause;
            listener.Hear(message, stamp);
            return;
        }

        if (message is UpbitStatusMessage) return;
        Unread++;
        if (_complainedStamp is { } last && wall.GetElapsedTime(last) < ComplaintEvery) return;
        _complainedStamp = stamp;
        logger.LogWarning("The {Stream} stream sent what we do not understand ({Count} so far): {Message}", name, Unread, message);
    }

    /// <summary>Beside the receiving: asks anew when something else is wanted, and ends a connection that is silent. Null when it was ended from outside.</summary>
    private async Task<string?> WatchAsync(UpbitSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            using var beat = new PeriodicTimer(Beat, wall);
            while (await beat.WaitForNextTickAsync(cancellationToken))
            {
                await AskAsync(socket, again: false, cancellationToken);
                if (!IsWanted() || wall.GetElapsedTime(Volatile.Read(ref _newsStamp)) < longestSilence) continue;
                _wasSilent = true;
                socket.Abort();
                return $"open and silent for {longestSilence.TotalSeconds:0} s";
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            socket.Abort();
        }

        return null;
    }

    private bool IsWanted()
    {
        lock (_gate)
        {
            return _wanted.Any(subscription => subscription.Codes.Count > 0);
        }
    }

    // Asked at most once a beat, which is well inside five a second, and never faster than a minute's allowance lasts.
    private async Task AskAsync(UpbitSocket socket, bool again, CancellationToken cancellationToken)
    {
        IReadOnlyList<UpbitSubscription> wanted;
        lock (_gate)
        {
            if (!again && (_isAsked || wall.GetElapsedTime(_askedStamp) < _askEvery)) return;
            (wanted, _isAsked) = (_wanted, true);
        }

        if (!wanted.Any(subscription => subscription.Codes.Count > 0)) return;
        var ticket = Guid.CreateVersion7(wall.GetUtcNow()).ToString();
        await socket.SendAsync(UpbitSubscription.Request(ticket, wanted), cancellationToken);
        _askedStamp = wall.GetTimestamp();
        Volatile.Write(ref _newsStamp, _askedStamp);
    }
}
