using CoinPulse.Core.Notifications;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;

namespace CoinPulse.Web.Notifications.Telegram;

/// <summary>
/// Listens to the bot while this process is the engine, and no other: Telegram gives messages to one who polls. A message counts as dealt with once it has been
/// answered; who dies in between hears it again, and every act is one that may be done twice.
/// </summary>
internal sealed class TelegramListener(TelegramBot bot, TelegramDesk desk, ITelegramLinks links, IEngineLease lease, SystemStartup startup, TimeProvider wall, ILogger<TelegramListener> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(1);

    private TelegramOutcome _last = TelegramOutcome.Ok;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        while (true)
        {
            var rest = Pause;
            try
            {
                if (bot.Name is null) await bot.LearnNameAsync(stoppingToken);   // for the pages of every process
                if (lease.Proof is not null) rest = await ListenAsync(stoppingToken);
            }
#pragma warning disable CA1031 // the supervisor of a standing loop: a database that is away for a moment ends it not
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(fault, "The bot stumbled; it goes on listening");
                rest = AfterTrouble;
            }

            await Task.Delay(rest, wall, stoppingToken);
        }
    }

    /// <returns>How long to stay away.</returns>
    internal async Task<TimeSpan> ListenAsync(CancellationToken cancellationToken)
    {
        var offset = await links.OffsetForEveryoneAsync(cancellationToken);
        var (reply, messages, next) = await bot.UpdatesAsync(offset, cancellationToken);
        Note(reply.Outcome);
        if (reply.Outcome != TelegramOutcome.Ok)
        {
            return reply.Wait ?? (reply.Outcome is TelegramOutcome.Unauthorized or TelegramOutcome.Refused ? AfterRefusal : AfterTrouble);
        }

        if (lease.Proof is null) return Pause;   // another process is the engine by now, and hears the same
        foreach (var message in messages)
        {
            await TryHearAsync(message, cancellationToken);
            await links.KeepOffsetForEveryoneAsync(message.Update + 1, cancellationToken);
        }

        if (next > offset) await links.KeepOffsetForEveryoneAsync(next, cancellationToken);
        return TimeSpan.Zero;
    }

    private async Task TryHearAsync(TelegramMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await desk.HearAsync(message, cancellationToken);
        }
#pragma warning disable CA1031 // the per-message step: one message that cannot be dealt with keeps nobody else from being heard
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogError(fault, "A message to the bot could not be dealt with");
        }
    }

    /// <summary>Told when it changes, not at every try.</summary>
    private void Note(TelegramOutcome outcome)
    {
        if (outcome == _last) return;
        if (outcome == TelegramOutcome.Ok) log.LogInformation("The Telegram bot listens");
        else if (outcome == TelegramOutcome.Unauthorized) log.LogError("Telegram does not know the token in {Section}:BotToken", TelegramOptions.Section);
        else if (outcome == TelegramOutcome.Conflict) log.LogWarning("Another program listens with the same Telegram token");
        else log.LogWarning("Telegram cannot be heard: {Outcome}", outcome);
        _last = outcome;
    }
}
