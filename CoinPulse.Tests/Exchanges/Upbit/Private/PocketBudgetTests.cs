using System.Collections.Concurrent;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>Who may send when a pocket's second is short.</summary>
public sealed class PocketBudgetTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));
    private readonly UpbitLimiter _limiter;

    public PocketBudgetTests() => _limiter = new UpbitLimiter(Options.Create(new UpbitOptions()), _wall, NullLogger<UpbitLimiter>.Instance);

    [Fact]
    public async Task Entries_take_half_of_a_second_and_stops_find_the_other_half_free()
    {
        for (var i = 0; i < 6; i++) (await EnterAsync(UpbitRank.Entry)).Dispose();

        EnterAsync(UpbitRank.Entry).IsCompleted.Should().BeFalse();
        for (var i = 0; i < 6; i++) EnterAsync(UpbitRank.Stop).IsCompletedSuccessfully.Should().BeTrue();
        EnterAsync(UpbitRank.Stop).IsCompleted.Should().BeFalse("twelve a second are all there are");
    }

    [Fact]
    public async Task Stops_go_before_questions_and_questions_before_entries_whoever_came_first()
    {
        var limiter = new UpbitLimiter(Options.Create(new UpbitOptions { Limits = { Order = 1 } }), _wall, NullLogger<UpbitLimiter>.Instance);
        (await limiter.EnterAsync(UpbitGroups.Order, default, UpbitRank.Stop)).Dispose();
        var served = new ConcurrentQueue<UpbitRank>();
        UpbitRank[] coming = [UpbitRank.Entry, UpbitRank.LookUp, UpbitRank.Stop, UpbitRank.Entry, UpbitRank.Stop];
        var waiting = coming.Select(async rank =>
        {
            using var permit = await limiter.EnterAsync(UpbitGroups.Order, default, rank);
            served.Enqueue(rank);
        }).ToList();

        await Patience.UntilAsync(() => waiting.All(one => one.IsCompleted), () => _wall.Advance(Second));

        served.Should().Equal(UpbitRank.Stop, UpbitRank.Stop, UpbitRank.LookUp, UpbitRank.Entry, UpbitRank.Entry);
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_nobody_up()
    {
        for (var i = 0; i < 12; i++) (await EnterAsync(UpbitRank.Stop)).Dispose();
        using var givesUp = new CancellationTokenSource();
        var first = _limiter.EnterAsync(UpbitGroups.Order, givesUp.Token, UpbitRank.Stop);
        var second = EnterAsync(UpbitRank.Stop);

        await givesUp.CancelAsync();

        // A turn that is given up ends without the time that it waited for.
        await Patience.UntilAsync(() => first.IsCompleted);
        await Patience.UntilAsync(() => second.IsCompleted, () => _wall.Advance(Second));

        first.IsCanceled.Should().BeTrue();
    }

    [Fact]
    public void The_questions_of_a_pocket_do_not_use_up_its_orders()
    {
        for (var i = 0; i < 30; i++) _limiter.EnterAsync(UpbitGroups.Default, default).IsCompletedSuccessfully.Should().BeTrue();

        EnterAsync(UpbitRank.Stop).IsCompletedSuccessfully.Should().BeTrue();
    }

    private Task<UpbitLimiter.Permit> EnterAsync(UpbitRank rank) => _limiter.EnterAsync(UpbitGroups.Order, default, rank);
}
