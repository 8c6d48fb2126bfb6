using CoinPulse.Core.Operations;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Notifications;

/// <summary>
/// Tells and sends while this process is the engine, and no other: one loop that makes notices, one for each channel, so that a mail server that hangs keeps nobody's
/// phone silent. Each loop rests after a fault and goes on; none of them is waited for by anything that trades.
/// </summary>
internal sealed class NoticeRounds(
    Teller teller, Outbox outbox, AwayJournal journal, IEnumerable<INoticeChannel> channels, ITradingNews trading, IEngineLease lease, SystemStartup startup, TimeProvider wall,
    ILogger<NoticeRounds> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        await Task.WhenAll([TellAsync(stoppingToken), .. channels.Where(channel => channel.IsOffered).Select(channel => SendAsync(channel, stoppingToken))]);
    }

    /// <summary>At most once a second when this process has moved a position, else every other second.</summary>
    private async Task TellAsync(CancellationToken stoppingToken)
    {
        var moved = 0;
        using var hearing = trading.Subscribe((_, topic) => Interlocked.Exchange(ref moved, topic == TradingTopic.Positions ? 1 : Volatile.Read(ref moved)));
        var isEven = false;
        while (true)
        {
            journal.Note();
            isEven = !isEven;
            var rest = Beat;
            if (lease.Proof is not null && (Interlocked.Exchange(ref moved, 0) == 1 || isEven)) rest = await DoAsync("told", teller.RunAsync, stoppingToken) ? Beat : AfterFault;
            await Task.Delay(rest, wall, stoppingToken);
        }
    }

    private async Task SendAsync(INoticeChannel channel, CancellationToken stoppingToken)
    {
        while (true)
        {
            TimeSpan? rest = null;
            var isWell = lease.Proof is null || await DoAsync("sent", async token => rest = await outbox.SendDueAsync(channel, token), stoppingToken);
            await Task.Delay(isWell ? rest ?? Pause : AfterFault, wall, stoppingToken);
        }
    }

    private async Task<bool> DoAsync(string what, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
            return true;
        }
#pragma warning disable CA1031 // the supervisor of standing loops: a database that is away for a moment ends no loop
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogError(fault, "Notices could not be {What}; it goes on in a moment", what);
            return false;
        }
    }
}
