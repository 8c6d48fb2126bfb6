using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using FluentAssertions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _wall = new(Now);

    [Fact]
    public async Task What_belongs_to_the_market_ages_with_the_engines_clock_and_the_rest_with_the_walls()
    {
        var (ofMarket, ofMachine) = (new Thing("decisions", followsMarket: true), new Thing("job-runs", followsMarket: false));
        var clock = new EngineClock(_wall, speed: 60, Now.AddDays(100));

        await Work(clock, ofMarket, ofMachine).RunAsync(Now, default);

        (ofMarket.Before, ofMachine.Before).Should().Be((Now.AddDays(100 - 10), Now.AddDays(-10)));
    }

    [Fact]
    public async Task The_report_counts_each_kind()
    {
        var report = await Work(new EngineClock(_wall), new Thing("decisions", followsMarket: true) { Old = 7 }, new Thing("job-runs", followsMarket: false)).RunAsync(Now, default);

        report.Counts.Should().Equal(("decisions", 7), ("job-runs", 0));
    }

    private RetentionWork Work(EngineClock clock, params Thing[] things) => new(things, Options.Create(new RetentionPeriods()), clock, _wall);

    private sealed class Thing(string what, bool followsMarket) : IRetained
    {
        public int Old { get; init; }

        public DateTimeOffset? Before { get; private set; }

        public string What => what;

        public bool FollowsMarket => followsMarket;

        public int KeptDays(RetentionPeriods periods) => 10;

        public Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken)
        {
            Before = before;
            return Task.FromResult(Old);
        }
    }
}
