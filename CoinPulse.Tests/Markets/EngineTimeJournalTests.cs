using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using CoinPulse.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets;

public sealed class EngineTimeJournalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _wall = new(Noon);
    private readonly Memory _store = new();

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(3_600)]
    public async Task The_engines_time_never_runs_backwards_over_a_killed_process(double speed)
    {
        var latest = DateTimeOffset.MinValue;
        for (var life = 0; life < 5; life++)
        {
            var clock = new EngineClock(_wall, speed);
            var journal = Journal(clock);
            await journal.ResumeAsync(default);
            clock.GetUtcNow().Should().BeOnOrAfter(latest);

            // Saved every three seconds; killed just before the next.
            _wall.Advance(TimeSpan.FromSeconds(3));
            await journal.SaveAsync(TimeSpan.FromSeconds(speed > 1 ? 9 * speed : 0), default);
            _wall.Advance(TimeSpan.FromSeconds(2.9));
            latest = clock.GetUtcNow();
        }
    }

    [Fact]
    public async Task A_fast_clock_goes_on_from_the_stored_time()
    {
        _store.Saved = Noon.AddDays(3);
        var clock = new EngineClock(_wall, 60);

        await Journal(clock).ResumeAsync(default);

        clock.GetUtcNow().Should().Be(Noon.AddDays(3));
    }

    [Fact]
    public async Task At_the_speed_of_life_the_clock_is_the_wall_clock_after_a_pause()
    {
        _store.Saved = Noon.AddHours(-8);
        var clock = new EngineClock(_wall);

        await Journal(clock).ResumeAsync(default);

        clock.GetUtcNow().Should().Be(Noon);
    }

    [Fact]
    public async Task At_the_speed_of_life_nothing_is_promised_ahead()
    {
        await Journal(new EngineClock(_wall)).ResumeAsync(default);

        _store.Saved.Should().Be(Noon);
    }

    [Fact]
    public async Task On_real_prices_which_nobody_makes_the_journal_itself_goes_on_from_what_an_earlier_engine_wrote()
    {
        _store.Saved = Noon.AddMinutes(5);   // its clock was ahead of ours
        var clock = new EngineClock(_wall);
        using var journal = Journal(clock, PriceSource.Upbit);

        await journal.StartAsync(default);
        await Patience.UntilAsync(() => clock.GetUtcNow() >= Noon.AddMinutes(5), () => _wall.Advance(TimeSpan.FromMilliseconds(200)));

        await Patience.UntilAsync(() => _store.Saved > Noon.AddMinutes(5), () => _wall.Advance(TimeSpan.FromSeconds(1)));
        await journal.StopAsync(default);
    }

    [Fact]
    public async Task On_real_prices_a_clock_that_was_years_wrong_once_is_not_followed()
    {
        _store.Saved = Noon.AddYears(4);
        var clock = new EngineClock(_wall);

        await Journal(clock, PriceSource.Upbit).ResumeAsync(default);

        clock.GetUtcNow().Should().Be(Noon, "or every time limit would be over at once");
    }

    [Fact]
    public async Task A_market_that_is_made_here_is_taken_up_by_who_makes_it()
    {
        _store.Saved = Noon.AddMinutes(5);
        var clock = new EngineClock(_wall);
        using var journal = Journal(clock);

        await journal.StartAsync(default);
        _wall.Advance(TimeSpan.FromSeconds(1));
        await journal.StopAsync(default);

        (clock.GetUtcNow(), _store.Saved).Should().Be((Noon.AddSeconds(1), Noon.AddMinutes(5)));
    }

    private EngineTimeJournal Journal(EngineClock clock, PriceSource source = PriceSource.Simulated) => new(clock, () => source, _store, new LeaseInHand(1), _wall, NullLogger<EngineTimeJournal>.Instance);

    private sealed class Memory : IMarketStateStore
    {
        public DateTimeOffset? Saved { get; set; }

        public Task<DateTimeOffset?> EngineTimeForEveryoneAsync(PriceSource source, CancellationToken cancellationToken) => Task.FromResult(Saved);

        public Task SaveEngineTimeForEveryoneAsync(PriceSource source, DateTimeOffset at, CancellationToken cancellationToken)
        {
            Saved = Saved > at ? Saved : at;
            return Task.CompletedTask;
        }
    }
}
