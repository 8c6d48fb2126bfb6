using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Exchanges.Keys;
using CoinPulse.Tests.Support;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>A person's pocket while their keys come and go.</summary>
public sealed class UpbitExchangesTests : IAsyncLifetime, IDisposable
{
    private static readonly UserId Kim = new(Guid.CreateVersion7(Story.Now));

    private readonly KeysInHand _vault = new();
    private FakeUpbit _fake = null!;
    private UpbitExchanges _exchanges = null!;

    private IExchange Pocket => _exchanges.Of(Kim);

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _fake.Private.Pocket.Markets[Story.Market.Value] = new FakeMarketBook { Bids = [(999, 1_000)], Asks = [(1_000, 1_000)] };
        _fake.Private.Pocket.Move("KRW", 1_000_000);
        var options = Options.Create(new UpbitOptions { RestUrl = _fake.RestUrl, PrivateWebSocketUrl = _fake.PrivateWebSocketUrl });
        var limiter = new UpbitLimiter(options, TimeProvider.System, NullLogger<UpbitLimiter>.Instance);
        _exchanges = new UpbitExchanges(_vault, limiter, options, TimeProvider.System, NullLoggerFactory.Instance);
        await _exchanges.StartAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _exchanges.StopAsync(default);
        await _fake.DisposeAsync();
    }

    public void Dispose() => _exchanges.Dispose();

    [Fact]
    public async Task Without_a_key_everything_is_refused_and_nothing_is_sent()
    {
        var answer = await Pocket.SubmitAsync(Buy("no-key"), default);

        (answer.Kind, answer.Fault!.Kind).Should().Be((AnswerKind.Refused, ExchangeFaultKind.KeyInvalid));
        _fake.Private.Pocket.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_key_that_comes_opens_the_pocket_for_who_has_been_listening_all_along()
    {
        var heard = new List<ExchangeOrder>();
        using var listening = Pocket.Subscribe(heard.Add);
        _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);

        await Patience.UntilAsync(() => _fake.PrivateSocket.Subscriptions.Count == 1);
        await Pocket.SubmitAsync(Buy("first"), default);

        await Patience.UntilAsync(() => heard.Any(order => order is { IsFinal: true, TradesAreComplete: true }));
    }

    [Fact]
    public async Task A_key_that_took_another_s_place_is_the_only_one_that_is_used()
    {
        _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);
        using var listening = Pocket.Subscribe(_ => { });
        (await Pocket.BalancesAsync(default)).Kind.Should().Be(AnswerKind.Answered);
        await Patience.UntilAsync(() => _fake.PrivateSocket.Subscriptions.Count == 1);

        (_fake.Private.Door.Access, _fake.Private.Door.Secret) = (new string('n', 40), new string('s', 40));
        _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);

        await Patience.UntilAsync(async () => (await Pocket.BalancesAsync(default)).Kind == AnswerKind.Answered);
        await Patience.UntilAsync(() => _fake.PrivateSocket.Subscriptions.Count == 2);
    }

    [Fact]
    public async Task A_key_that_was_taken_away_opens_nothing_any_more()
    {
        _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);
        (await Pocket.BalancesAsync(default)).Value.Cash.Should().Be(new Krw(1_000_000));

        _vault.Remove(Kim);

        await Patience.UntilAsync(async () => (await Pocket.BalancesAsync(default)).Fault?.Kind == ExchangeFaultKind.KeyInvalid);
    }

    [Fact]
    public async Task A_vault_out_of_reach_stops_no_pocket_that_is_open_and_refuses_the_others_in_passing()
    {
        _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);
        (await Pocket.BalancesAsync(default)).Kind.Should().Be(AnswerKind.Answered);
        var lee = new UserId(Guid.CreateVersion7(Story.Now));
        _vault.Put(lee, _fake.Private.Door.Access, _fake.Private.Door.Secret);

        _vault.IsAway = true;

        (await Pocket.SubmitAsync(Buy("while-away"), default)).Kind.Should().Be(AnswerKind.Answered);
        (await _exchanges.Of(lee).BalancesAsync(default)).Fault!.IsPassing.Should().BeTrue();
    }

    [Fact]
    public async Task What_goes_wrong_after_an_order_was_sent_is_never_called_unsent()
    {
        _vault.IsAway = true;
        using var listening = Pocket.Subscribe(_ => throw new InvalidOperationException("Whoever hears it stumbles."));
        _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);
        _vault.IsAway = false;

        var sending = () => Pocket.SubmitAsync(Buy("heard"), default);

        await sending.Should().ThrowAsync<InvalidOperationException>();
        _fake.Private.Pocket.Orders.Should().ContainSingle();
    }

    [Fact]
    public async Task A_key_is_opened_once_and_how_often_it_was_used_is_written_down()
    {
        _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);
        for (var time = 0; time < 3; time++) await Pocket.BalancesAsync(default);

        await _exchanges.StopAsync(default);

        _vault.Opened.Should().Be(1);
        _vault.Used.Should().Equal((Kim, 3));
    }

    [Fact]
    public async Task What_a_key_was_used_for_is_written_down_when_it_goes()
    {
        var key = _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);
        for (var time = 0; time < 3; time++) await Pocket.BalancesAsync(default);

        _vault.Remove(Kim);
        await Patience.UntilAsync(() => _vault.Used.Count > 0);
        await _exchanges.StopAsync(default);

        _vault.Used.Should().Equal((Kim, 3));
        _vault.UsedKeys.Should().Equal(key.Id);
    }

    [Fact]
    public async Task A_count_that_cannot_be_written_is_made_again()
    {
        var limiter = new UpbitLimiter(Options.Create(new UpbitOptions()), TimeProvider.System, NullLogger<UpbitLimiter>.Instance);
        _vault.Put(Kim, _fake.Private.Door.Access, _fake.Private.Door.Secret);
        await using var account = new UpbitAccount(Kim, _vault, key => Line(key, limiter), NullLogger.Instance);
        await account.BalancesAsync(default);
        _vault.IsAway = true;
        var counting = () => account.CountUseAsync(default);
        await counting.Should().ThrowAsync<IOException>();
        _vault.IsAway = false;
        await account.BalancesAsync(default);

        await account.CountUseAsync(default);
        await account.CountUseAsync(default);

        _vault.Used.Should().Equal((Kim, 2));
    }

    private UpbitPocketLine Line(Core.Exchanges.Keys.ExchangeKey key, UpbitLimiter limiter)
    {
        var options = Options.Create(new UpbitOptions { RestUrl = _fake.RestUrl, PrivateWebSocketUrl = _fake.PrivateWebSocketUrl });
        return new UpbitPocketLine(key, UpbitRegistration.PrivateHttp(_fake.RestUrl), options, TimeProvider.System, NullLoggerFactory.Instance, limiter);
    }

    private static OrderRequest Buy(string name) => OrderRequest.BuyNow(ClientOrderId.From($"cp-{name}"), Story.Market, new Price(1_000), new Quantity(10));
}
