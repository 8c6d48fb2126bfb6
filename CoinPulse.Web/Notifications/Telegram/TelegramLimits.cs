using System.Collections.Concurrent;

namespace CoinPulse.Web.Notifications.Telegram;

internal enum TelegramPatience
{
    Fine,

    /// <summary>Too much: say so once.</summary>
    SayOnce,

    /// <summary>Too much, and it has been said.</summary>
    Silent,
}

/// <summary>How much one chat may ask. In memory: only one process listens.</summary>
internal sealed class TelegramLimits(TimeProvider wall)
{
    private const int CommandsAMinute = 20;
    private const int GuessesAnHour = 5;
    private const int MostChats = 10_000;

    private readonly ConcurrentDictionary<(long Chat, string What), Window> _windows = [];

    /// <summary>A command of any kind.</summary>
    public TelegramPatience Command(long chat) => Count(chat, "command", CommandsAMinute, TimeSpan.FromMinutes(1));

    /// <summary>A code that was wrong; asked with zero it only looks.</summary>
    public bool MayGuess(long chat) => !_windows.TryGetValue((chat, "guess"), out var window) || window.CountAt(wall.GetUtcNow()) < GuessesAnHour;

    public void Guessed(long chat) => Count(chat, "guess", GuessesAnHour, TimeSpan.FromHours(1));

    /// <summary>A chat that belongs to nobody gets one line an hour.</summary>
    public bool MayGreet(long chat) => Count(chat, "greeting", 1, TimeSpan.FromHours(1)) == TelegramPatience.Fine;

    private TelegramPatience Count(long chat, string what, int most, TimeSpan within)
    {
        var now = wall.GetUtcNow();
        if (_windows.Count > MostChats)
        {
            foreach (var (key, old) in _windows.Where(pair => pair.Value.CountAt(now) == 0)) _windows.TryRemove(KeyValuePair.Create(key, old));
        }

        // Full of chats that are all at it: strangers wait.
        if (_windows.Count > 2 * MostChats && !_windows.ContainsKey((chat, what))) return TelegramPatience.Silent;
        var count = _windows.GetOrAdd((chat, what), _ => new Window(within)).Add(now);
        return count <= most ? TelegramPatience.Fine : count == most + 1 ? TelegramPatience.SayOnce : TelegramPatience.Silent;
    }

    private sealed class Window(TimeSpan length)
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _from;
        private int _count;

        public int CountAt(DateTimeOffset now)
        {
            lock (_gate)
            {
                return now - _from >= length ? 0 : _count;
            }
        }

        public int Add(DateTimeOffset now)
        {
            lock (_gate)
            {
                if (now - _from >= length) (_from, _count) = (now, 0);
                return ++_count;
            }
        }
    }
}
