using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Hub;

public sealed class PriceSyncTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MarketCode Btc = MarketCode.From("KRW-BTC");

    private readonly FakeTimeProvider _wall = new(Now);
    private readonly MarketHub _hub;
    private readonly Source _source = new();

    public PriceSyncTests()
    {
        _hub = new MarketHub(PriceSource.Simulated, _wall, NullLogger<MarketHub>.Instance);
        _hub.Open([new MarketInfo(Btc, "비트코인", "Bitcoin")]);
    }

    [Fact]
    public async Task A_changed_list_of_markets_is_taken_over_and_what_was_known_is_kept()
    {
        var board = _hub.BoardOf(Btc);
        _source.List = [new MarketInfo(Btc, "비트코인", "Bitcoin", Warned: true), new MarketInfo(MarketCode.From("KRW-ETH"), "이더리움", "Ethereum")];
        var sync = new PriceSync(_hub, _source);

        (await sync.RunAsync(default)).Should().Be(2);
        (await sync.RunAsync(default)).Should().Be(0);

        _hub.Markets.Should().HaveCount(2);
        (_hub.Find(Btc)!.Warned, ReferenceEquals(_hub.BoardOf(Btc), board)).Should().Be((true, true));
    }

    /// <summary>A source that has a list of its own.</summary>
    private sealed class Source : IMarketSource
    {
        public string Name => "the test's list";

        PriceSource IMarketSource.Source => PriceSource.Simulated;

        public IReadOnlyList<MarketInfo>? List { get; set; }

        public Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RunAsync(MarketHub hub, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<MarketInfo>?> ListAsync(CancellationToken cancellationToken) => Task.FromResult(List);
    }
}
