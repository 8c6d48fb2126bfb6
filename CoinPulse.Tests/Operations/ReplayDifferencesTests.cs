using Bunit;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Replay;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Tests.Support;
using CoinPulse.Web.Operations.Admin;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CoinPulse.Tests.Operations;

public sealed class ReplayDifferencesTests : PageTest
{
    private readonly Shelf _shelf = new();

    public override Task InitializeAsync()
    {
        Services.AddSingleton<IReplayStore>(_shelf);
        Services.AddSingleton<IMarketHub>(new HandDrivenHub(Wall));
        return Task.CompletedTask;
    }

    [Fact]
    public void Each_difference_shows_what_was_lived_and_what_was_replayed()
    {
        _shelf.Differences = [new DecisionDifference(
            Guid.Empty, default, default, PriceSource.Simulated, new DateOnly(2026, 3, 31), StrategyId.From("swing"), MarketCode.From("KRW-XRP"),
            new DateTimeOffset(2026, 3, 31, 1, 0, 0, TimeSpan.Zero), DifferenceKind.Price, "1020", "1010")];

        var page = Render<ReplayDifferences>();

        page.WaitForAssertion(() => page.Markup.Should().Contain("10:00:00").And.Contain("KRW-XRP").And.Contain("체결 가격").And.Contain("1020").And.Contain("1010"));
    }

    [Fact]
    public void A_night_without_a_difference_says_so()
    {
        In("en");

        var page = Render<ReplayDifferences>();

        page.WaitForAssertion(() => page.Markup.Should().Contain("Nothing differs."));
    }

    private sealed class Shelf : IReplayStore
    {
        public IReadOnlyList<DecisionDifference> Differences { get; set; } = [];

        public Task<IReadOnlyList<DecisionDifference>> NewestForEveryoneAsync(PriceSource source, int count, CancellationToken cancellationToken) => Task.FromResult(Differences);

        public Task<IReadOnlyList<Decision>> DecisionsForEveryoneAsync(PriceSource source, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<string?> SettingsForEveryoneAsync(string hash, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SaveForEveryoneAsync(PriceSource source, DateOnly day, IReadOnlyList<DecisionDifference> differences, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<int> ForgetForEveryoneAsync(DateOnly before, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
