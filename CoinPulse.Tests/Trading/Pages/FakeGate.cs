using CoinPulse.Core.Accounts;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading.Live;

namespace CoinPulse.Tests.Trading.Pages;

/// <summary>The gate as a test sets it; remembers what was decided.</summary>
internal sealed class FakeGate : IGoingLive
{
    public LiveOutlook? Outlook { get; set; }

    public Result<Done> Answer { get; set; } = Done.Result;

    public List<LiveWish> Wishes { get; } = [];

    public int Backs { get; private set; }

    public Task<LiveOutlook> LookAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(Outlook!);

    public Task<Result<Done>> GoAsync(UserId owner, LiveWish wish, string? address, CancellationToken cancellationToken)
    {
        Wishes.Add(wish);
        return Task.FromResult(Answer);
    }

    public Task BackAsync(UserId owner, string? address, CancellationToken cancellationToken)
    {
        Backs++;
        return Task.CompletedTask;
    }
}
