using CoinPulse.Core.Operations;
using Microsoft.Extensions.Hosting;

namespace CoinPulse.Core.Exchanges.Paper;

/// <summary>Opens the paper exchange after a restart: orders that rested before rest again.</summary>
internal sealed class PaperResume(IPaperAccounts accounts, SystemStartup startup) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.Ready.WaitAsync(stoppingToken);
        await accounts.ResumeForEveryoneAsync(stoppingToken);
    }
}
