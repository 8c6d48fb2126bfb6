using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Notifications.Telegram;

/// <summary>
/// Answers who writes to the bot. A chat acts for whom it is linked to and for nobody else; it sells only when that was allowed on the page with a second factor. What is told late
/// (the line was down) shows things, but does none: who wrote it may want something else by now.
/// </summary>
internal sealed class TelegramDesk(
    TelegramBot bot, ITelegramLinks links, IAccountGlances glances, ITradingDesk trading, NoticeNews news, TelegramLimits limits, TimeProvider wall, ILogger<TelegramDesk> log)
{
    /// <summary>How long a stop-and-sell waits for its confirmation.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(60);

    /// <summary>Older messages change nothing.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private const string Why = "telegram";

    private readonly ConcurrentDictionary<long, Asked> _asked = [];
    private readonly ConcurrentDictionary<Task, byte> _underWay = [];

    public async Task HearAsync(TelegramMessage message, CancellationToken cancellationToken)
    {
        if (!message.IsPrivate) return;   // a group is many people
        var patience = limits.Command(message.Chat);
        if (patience == TelegramPatience.Silent) return;
        var owner = await links.OwnerForEveryoneAsync(message.Chat, cancellationToken);
        using var language = SpokenLanguage.Of(owner?.Language ?? "ko");
        var command = TelegramCommand.Of(message.Text);
        var answer = patience == TelegramPatience.SayOnce ? NotificationsText.TelegramTooMany
            : command.Act == TelegramAct.Link ? await LinkAsync(message, command.Argument, cancellationToken)
            : owner is null ? limits.MayGreet(message.Chat) ? NotificationsText.TelegramStranger : null
            : await DoAsync(owner, message, command, cancellationToken);
        if (answer is not null) await bot.AnswerAsync(message.Chat, answer, cancellationToken);
    }

    /// <summary>Waits for stop-and-sells that are still counted.</summary>
    internal async Task SettleAsync()
    {
        while (!_underWay.IsEmpty) await Task.WhenAll(_underWay.Keys);
    }

    private async Task<string?> DoAsync(ChatOwner owner, TelegramMessage message, TelegramCommand command, CancellationToken cancellationToken)
    {
        var isLate = wall.GetUtcNow() - message.SentAt > Fresh;
        if (isLate && command.Act is TelegramAct.Stop or TelegramAct.Panic or TelegramAct.Confirm or TelegramAct.Unlink) return NotificationsText.TelegramLate;
        switch (command.Act)
        {
            case TelegramAct.Status:
                return TelegramWords.Status(await glances.OfAsync(owner.Owner, glances.Today, cancellationToken));
            case TelegramAct.Positions:
                return TelegramWords.Positions(await glances.OfAsync(owner.Owner, glances.Today, cancellationToken));
            case TelegramAct.Profit:
                return TelegramWords.Profit(await glances.OfAsync(owner.Owner, glances.Today, cancellationToken));
            case TelegramAct.Stop:
                await trading.StopEverywhereAsync(owner.Owner, Why, CancellationToken.None);
                return NotificationsText.TelegramStopped;
            case TelegramAct.Panic or TelegramAct.Confirm when !owner.MaySell:
                return NotificationsText.TelegramMayNotSell;
            case TelegramAct.Panic:
                return await AskAsync(owner, message.Chat, cancellationToken);
            case TelegramAct.Confirm:
                return Confirm(owner, message.Chat, command.Argument);
            case TelegramAct.Unlink:
                await links.UnlinkAsync(owner.Owner, cancellationToken);
                return NotificationsText.TelegramUnlinked;
            default:
                return NotificationsText.TelegramHelp;
        }
    }

    private async Task<string?> LinkAsync(TelegramMessage message, string code, CancellationToken cancellationToken)
    {
        if (!limits.MayGuess(message.Chat)) return null;
        if (await links.LinkForEveryoneAsync(code, message.Chat, message.From, wall.GetUtcNow(), cancellationToken) is not { } owner)
        {
            limits.Guessed(message.Chat);
            return limits.MayGuess(message.Chat) ? NotificationsText.TelegramCodeWrong : NotificationsText.TelegramCodeTooOften;
        }

        news.Tell(owner.Owner);
        using var language = SpokenLanguage.Of(owner.Language);
        return Figures.Words(NotificationsText.TelegramLinked, owner.Name) + "\n\n" + NotificationsText.TelegramHelp;
    }

    private async Task<string> AskAsync(ChatOwner owner, long chat, CancellationToken cancellationToken)
    {
        var seen = await glances.OfAsync(owner.Owner, glances.Today, cancellationToken);
        var number = RandomNumberGenerator.GetInt32(1_000, 10_000).ToString(CultureInfo.InvariantCulture);
        _asked[chat] = new Asked(owner, number, wall.GetTimestamp());
        return TelegramWords.Ask(seen, number, (int)ConfirmWithin.TotalSeconds);
    }

    /// <summary>Right or wrong, an answer uses the question up.</summary>
    private string Confirm(ChatOwner owner, long chat, string number)
    {
        if (!_asked.TryRemove(chat, out var asked) || asked.Owner.Owner != owner.Owner) return NotificationsText.TelegramNothingAsked;
        if (wall.GetElapsedTime(asked.Stamp) > ConfirmWithin) return NotificationsText.TelegramAskedTooLongAgo;
        if (number != asked.Number) return NotificationsText.TelegramNumberWrong;

        // It may take as long as another process needs to take over: the next message does not wait for it.
        var selling = SellAsync(owner, chat);
        _underWay.TryAdd(selling, 0);
        _ = selling.ContinueWith(done => _underWay.TryRemove(done, out _), TaskScheduler.Default);
        if (selling.IsCompleted) _underWay.TryRemove(selling, out _);
        return NotificationsText.TelegramSelling;
    }

    private async Task SellAsync(ChatOwner owner, long chat)
    {
        try
        {
            var report = await Task.Run(() => trading.PanicEverywhereAsync(owner.Owner, Why, CancellationToken.None));
            using var language = SpokenLanguage.Of(owner.Language);
            await bot.AnswerAsync(chat, TelegramWords.Sold(report), CancellationToken.None);
        }
#pragma warning disable CA1031 // the supervisor of one person's stop-and-sell: it is told to them whatever happened, and the bot goes on
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.LogError(fault, "A stop-and-sell by Telegram did not end as it should");
            using var language = SpokenLanguage.Of(owner.Language);
            await bot.AnswerAsync(chat, NotificationsText.TelegramSellFailed, CancellationToken.None);
        }
    }

    private sealed record Asked(ChatOwner Owner, string Number, long Stamp);
}
