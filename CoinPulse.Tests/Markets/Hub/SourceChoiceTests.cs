using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Markets.Hub;
using CoinPulse.Core.Operations;
using CoinPulse.Tests.Exchanges.Upbit;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Markets.Hub;

public sealed class SourceChoiceTests
{
    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));
    private readonly MemoryMarketLists _lists = new();
    private readonly Vault _keys = new();
    private readonly Offer _upbit = new(PriceSource.Upbit);
    private readonly SourceInUse _source;

    public SourceChoiceTests() => _source = new SourceInUse(new ServiceCollection()
        .AddKeyedSingleton<IMarketSource>(PriceSource.Upbit, _upbit)
        .AddKeyedSingleton<IMarketSource>(PriceSource.Simulated, new Offer(PriceSource.Simulated))
        .AddKeyedSingleton<IMarketSource>(PriceSource.Replay, new Offer(PriceSource.Replay))
        .BuildServiceProvider(), Options.Create(new MarketOptions()));

    [Theory]
    [InlineData(MarketSourceChoice.Upbit, PriceSource.Upbit)]
    [InlineData(MarketSourceChoice.Simulated, PriceSource.Simulated)]
    [InlineData(MarketSourceChoice.Replay, PriceSource.Replay)]
    public async Task What_is_configured_is_taken_and_nobody_is_asked(MarketSourceChoice configured, PriceSource chosen)
    {
        await Choice(configured).StartAsync(default);

        (_source.Source, _upbit.Asked).Should().Be((chosen, 0));
    }

    [Theory]
    [InlineData(true, false, false, PriceSource.Upbit)]
    [InlineData(true, true, false, PriceSource.Upbit)]
    [InlineData(false, false, false, PriceSource.Simulated)]
    [InlineData(false, true, false, PriceSource.Upbit)]
    [InlineData(false, false, true, PriceSource.Upbit)]
    public async Task Left_to_itself_it_simulates_only_where_Upbit_is_away_was_never_seen_and_no_key_of_it_is_kept(bool answers, bool seen, bool keeps, PriceSource chosen)
    {
        _upbit.Answers = answers;
        _keys.Keeps = keeps;
        if (seen) await _lists.KeepForEveryoneAsync(PriceSource.Upbit, new DateOnly(2026, 3, 1), [], default);

        await Choice(MarketSourceChoice.Auto).StartAsync(default);

        _source.Source.Should().Be(chosen);
    }

    [Fact]
    public async Task An_Upbit_that_does_not_answer_at_all_holds_the_start_for_less_than_three_seconds()
    {
        _upbit.Hangs = true;
        var starting = Choice(MarketSourceChoice.Auto).StartAsync(default);

        _wall.Advance(TimeSpan.FromSeconds(3));

        await starting;
        _source.Source.Should().Be(PriceSource.Simulated);
    }

    [Fact]
    public async Task A_speed_other_than_that_of_life_is_a_simulated_market()
    {
        _upbit.Answers = true;

        await Choice(MarketSourceChoice.Auto, speed: 60).StartAsync(default);

        (_source.Source, _upbit.Asked).Should().Be((PriceSource.Simulated, 0));
    }

    [Fact]
    public async Task A_database_that_has_lived_on_Upbits_prices_refuses_another_speed_in_a_sentence()
    {
        await _lists.KeepForEveryoneAsync(PriceSource.Upbit, new DateOnly(2026, 3, 1), [], default);

        var starting = () => Choice(MarketSourceChoice.Auto, speed: 60).StartAsync(default);

        await starting.Should().ThrowAsync<StartupRefusedException>().WithMessage("Market__Speed=60 needs Market__Source=Simulated or Replay*");
    }

    [Fact]
    public async Task Once_chosen_the_source_stays()
    {
        await Choice(MarketSourceChoice.Simulated).StartAsync(default);

        var another = () => _source.Choose(PriceSource.Upbit);

        another.Should().Throw<InvalidOperationException>();
    }

    private SourceChoice Choice(MarketSourceChoice source, double speed = 1) =>
        new(_source, _lists, _keys, Options.Create(new MarketOptions { Source = source, Speed = speed }), _wall, NullLogger<SourceChoice>.Instance);

    private sealed class Vault : IKeyVault
    {
        public bool Keeps { get; set; }

        public Task<IReadOnlyList<StoredKey>> AllForEveryoneAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<StoredKey>>(Keeps ? [new StoredKey(default, default, new KeyFindings(null, KeyMay.Yes, KeyMay.Yes, KeyMay.Yes, KeyMay.No, null), withdrawalAccepted: false, default)] : []);

        public Task CountUseAsync(UserId owner, KeyId key, long requests, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<UserId, KeyId>> StandingForEveryoneAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StoredKey?> FindAsync(UserId owner, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<VaultAnswer> PutAsync(UserId owner, StoredKey stored, ExchangeKey key, IReadOnlyList<string> family, BooksOfPocket books, string? address, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ExchangeKey?> OpenAsync(UserId owner, string purpose, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> NoteAsync(UserId owner, KeyId key, Action<StoredKey> change, string? act, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> RemoveAsync(UserId owner, KeyId key, bool remembersAccount, string? why, string? address, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Offer(PriceSource source) : IMarketSource
    {
        public string Name => source.ToString();

        public PriceSource Source => source;

        public bool Answers { get; set; }

        public bool Hangs { get; set; }

        public int Asked { get; private set; }

        public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
        {
            Asked++;
            if (!Hangs) return Answers;
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }

        public Task WarmUpAsync(MarketHub hub, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RunAsync(MarketHub hub, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
