using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using CoinPulse.Tests.Trading.Pages;
using CoinPulse.Web.Accounts.Mail;
using CoinPulse.Web.Notifications.Telegram;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Tests.Notifications;

/// <summary>The bot on a fake Telegram and a real database, everything it logs in hand.</summary>
internal sealed class TelegramParts : IAsyncDisposable
{
    private TelegramParts(NoticeFloor floor, FakeTelegram fake)
    {
        (Floor, Fake) = (floor, fake);
        Options = Microsoft.Extensions.Options.Options.Create(new TelegramOptions { BotToken = FakeTelegram.Token, ApiUrl = fake.Address });
        Bot = new TelegramBot(TelegramBot.Http(), Options, new TelegramPace(floor.Wall));
        Channel = new TelegramChannel(Bot, Options, Microsoft.Extensions.Options.Options.Create(new MailOptions()));
        Log = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(Written));
        Desk = NewDesk();
    }

    public NoticeFloor Floor { get; }

    public FakeTelegram Fake { get; }

    public IOptions<TelegramOptions> Options { get; }

    public TelegramBot Bot { get; }

    public TelegramChannel Channel { get; }

    public FakeTradingDesk Trading { get; } = new();

    public TelegramDesk Desk { get; }

    public LeaseInHand Lease { get; } = new(1);

    public WrittenLog Written { get; } = new();

    private ILoggerFactory Log { get; }

    public static async Task<TelegramParts> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite) => new(await NoticeFloor.OnAsync(kind), await FakeTelegram.StartAsync());

    /// <summary>Another process: it remembers no question and no guess.</summary>
    public TelegramDesk NewDesk() =>
        new(Bot, Floor.Links, new Glances(), Trading, Floor.News, new TelegramLimits(Floor.Wall), Floor.Wall, Log.CreateLogger<TelegramDesk>());

    public TelegramListener Listener(TelegramDesk? desk = null) =>
        new(Bot, desk ?? Desk, Floor.Links, Lease, new SystemStartup(), Floor.Wall, Log.CreateLogger<TelegramListener>());

    /// <summary>Writes to the bot and lets it listen once.</summary>
    /// <returns>What it answered.</returns>
    public async Task<IReadOnlyList<string>> SayAsync(long chat, string text, TimeSpan? ago = null, string type = "private")
    {
        Fake.Sent.Clear();
        Fake.Write(chat, text, Floor.Wall.GetUtcNow() - (ago ?? TimeSpan.Zero), type);
        await Listener().ListenAsync(default);
        await Desk.SettleAsync();
        return [.. Fake.Sent.Where(sent => sent.Chat == chat).Select(sent => sent.Text)];
    }

    public async ValueTask DisposeAsync()
    {
        Bot.Dispose();
        Log.Dispose();
        await Fake.DisposeAsync();
        await Floor.DisposeAsync();
    }

    private sealed class Glances : IAccountGlances
    {
        public DateOnly Today => new(2026, 4, 1);

        public Task<IReadOnlyList<AccountGlance>> OfAsync(UserId owner, DateOnly day, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AccountGlance>>(
        [
            new AccountGlance(
                new TradingAccount(new AccountId(owner.Value), owner, AccountKind.Paper, PriceSource.Simulated, Story.Now),
                EntryStops.None,
                [new GlancedPosition(Story.Market, new Krw(1_500), Percent.Of(1.5m), Percent.Of(-3))],
                new FoundTrades([], 3, 2, new Krw(-700))),
        ]);
    }
}

/// <summary>Everything that was logged, faults with all they say.</summary>
internal sealed class WrittenLog : ILoggerProvider
{
    private readonly List<string> _lines = [];

    public string All
    {
        get
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Pen(this);

    public void Dispose()
    {
    }

    private sealed class Pen(WrittenLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log._lines) log._lines.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
