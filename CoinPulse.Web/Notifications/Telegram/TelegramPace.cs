namespace CoinPulse.Web.Notifications.Telegram;

/// <summary>
/// When a message may leave for Telegram (https://core.telegram.org/bots/faq): about one a second into one chat, where short bursts pass, and about thirty a second over all. When
/// Telegram asks us to stay away nothing is sent to anybody until then, for it does not say whether it meant the chat or the bot. In memory: one process sends.
/// </summary>
internal sealed class TelegramPace(TimeProvider wall)
{
    public static readonly TimeSpan InOneChat = TimeSpan.FromSeconds(1);

    /// <summary>Twenty-five a second: room is left for answers.</summary>
    public static readonly TimeSpan OverAll = TimeSpan.FromMilliseconds(40);

    private const int MostRemembered = 1_000;

    private readonly Dictionary<long, DateTimeOffset> _chats = [];
    private readonly Lock _gate = new();
    private DateTimeOffset _next;
    private DateTimeOffset _restUntil;

    /// <summary>How long Telegram still wants to be left alone; null when it does not.</summary>
    public TimeSpan? Resting
    {
        get
        {
            lock (_gate)
            {
                return _restUntil - wall.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;
            }
        }
    }

    public void Rest(TimeSpan asked)
    {
        lock (_gate)
        {
            if (wall.GetUtcNow() + asked is var until && until > _restUntil) _restUntil = until;
        }
    }

    /// <summary>Waits for the turn of a notice: first in its chat, then among all. Who asks first goes first.</summary>
    public async Task TurnAsync(long chat, CancellationToken cancellationToken)
    {
        await WaitAsync(TakeInChat(chat), cancellationToken);
        await WaitAsync(TakeOverAll(), cancellationToken);
    }

    /// <summary>An answer to somebody who has just written goes out at once; notices to that chat wait for it. How much is answered is limited by <see cref="TelegramLimits"/>.</summary>
    public void Answered(long chat)
    {
        TakeInChat(chat);
        TakeOverAll();
    }

    private async Task WaitAsync(DateTimeOffset turn, CancellationToken cancellationToken)
    {
        if (turn - wall.GetUtcNow() is var wait && wait > TimeSpan.Zero) await Task.Delay(wait, wall, cancellationToken);
    }

    private DateTimeOffset TakeInChat(long chat)
    {
        lock (_gate)
        {
            var now = wall.GetUtcNow();
            if (_chats.Count > MostRemembered)
            {
                foreach (var quiet in _chats.Where(known => known.Value <= now).Select(known => known.Key).ToList()) _chats.Remove(quiet);
            }

            var turn = _chats.TryGetValue(chat, out var next) && next > now ? next : now;
            _chats[chat] = turn + InOneChat;
            return turn;
        }
    }

    private DateTimeOffset TakeOverAll()
    {
        lock (_gate)
        {
            var now = wall.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + OverAll;
            return turn;
        }
    }
}
