using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Private;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

public sealed class UpbitKeyProbeTests : IAsyncLifetime
{
    private FakeUpbit _fake = null!;
    private HttpClient _http = null!;

    private FakeDoor Door => _fake.Private.Door;

    public async Task InitializeAsync()
    {
        _fake = await FakeUpbit.StartAsync();
        _http = UpbitRegistration.PrivateHttp(_fake.RestUrl);
        _fake.Private.Pocket.Markets["KRW-BTC"] = new FakeMarketBook();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task A_key_for_trading_alone_is_known_for_that_and_nothing_was_placed_or_moved()
    {
        var found = await ProbeAsync();

        found.Should().Be(new KeyFindings(null, KeyMay.Yes, KeyMay.Yes, KeyMay.Yes, KeyMay.No, new DateTimeOffset(2027, 6, 25, 11, 22, 54, TimeSpan.FromHours(9))) { Family = found.Family, Coins = found.Coins });
        found.Family.Should().Equal(Door.Access);
        _fake.Private.Pocket.Orders.Should().BeEmpty();
        _fake.Private.Requests.Where(sent => sent.StartsWith("POST", StringComparison.Ordinal)).Should().OnlyContain(
            sent => sent.StartsWith("POST v1/orders/test ", StringComparison.Ordinal) || sent == "POST v1/withdraws/coin {}");
    }

    [Theory]
    [InlineData("자산조회")]
    [InlineData("주문조회")]
    [InlineData("주문하기")]
    public async Task A_right_that_is_missing_is_found_out(string permission)
    {
        Door.Permissions.Remove(permission);

        var found = await ProbeAsync();

        new[] { found.SeesBalances, found.SeesOrders, found.PlacesOrders }.Should().Equal(
            permission == "자산조회" ? KeyMay.No : KeyMay.Yes, permission == "주문조회" ? KeyMay.No : KeyMay.Yes, permission == "주문하기" ? KeyMay.No : KeyMay.Yes);
    }

    [Fact]
    public async Task The_right_to_withdraw_shows_in_the_name_of_the_refusal()
    {
        Door.Permissions.Add("출금하기");

        (await ProbeAsync()).Withdraws.Should().Be(KeyMay.Yes);
    }

    [Theory]
    [InlineData(400, "validation_error")]
    [InlineData(400, "withdraw_address_not_registered")]
    [InlineData(502, "anything")]
    public async Task Any_other_answer_leaves_it_unknown(int status, string name)
    {
        _fake.Private.Troubles.Script("POST v1/withdraws/coin", FakeTrouble.Refuses(status, name));

        (await ProbeAsync()).Withdraws.Should().Be(KeyMay.Unknown);
    }

    [Theory]
    [InlineData("""["view_accounts","view_orders","make_orders"]""", KeyMay.No)]
    [InlineData("""["view_accounts","withdraw"]""", KeyMay.Yes)]
    public async Task The_list_of_pockets_tells_for_certain_and_no_withdrawal_is_asked_for(string permissions, KeyMay withdraws)
    {
        _fake.Private.Answers["v1/pockets/api_keys"] = $$"""[{"uuid":"p","keys":[{"access_key":"{{Door.Access}}","permissions":{{permissions}},"allowed_ips":[],"expired_at":"2027-05-27T15:17:51+09:00"}]}]""";

        (await ProbeAsync()).Withdraws.Should().Be(withdraws);
        _fake.Private.Requests.Should().NotContain(sent => sent.Contains("withdraws", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_that_is_not_registered_is_read_as_that_and_nothing_more_is_asked()
    {
        Door.KnowsAddress = false;

        (await ProbeAsync()).Fault!.Kind.Should().Be(ExchangeFaultKind.AddressNotAllowed);
        _fake.Private.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_list_in_which_the_key_does_not_stand_tells_of_nobody()
    {
        _fake.Private.Answers["v1/api_keys"] = """[{"access_key":"8f3a2c1d…","expire_at":"2026-06-25T11:22:54+09:00"}]""";

        var found = await ProbeAsync();

        (found.Family, found.ExpiresAt).Should().Be((null, null));
    }

    [Fact]
    public async Task A_list_that_shows_a_part_of_each_key_is_read_as_well()
    {
        _fake.Private.Answers["v1/api_keys"] = $$"""[{"access_key":"{{Door.Access[..9]}}***","expire_at":"2026-06-25T11:22:54+09:00"}]""";

        var found = await ProbeAsync();

        found.ExpiresAt.Should().Be(new DateTimeOffset(2026, 6, 25, 11, 22, 54, TimeSpan.FromHours(9)));
        found.Family.Should().ContainSingle();
    }

    [Fact]
    public async Task An_order_is_told_of_to_the_keys_of_its_pocket_and_what_is_not_answered_is_not_guessed()
    {
        _fake.Private.Pocket.Move("KRW", 1_000_000);
        _fake.Private.Pocket.Markets["KRW-BTC"] = new FakeMarketBook { Bids = [(999, 1_000)], Asks = [(1_000, 1_000)] };
        _fake.Private.Pocket.Place(new Dictionary<string, string> { ["market"] = "KRW-BTC", ["side"] = "bid", ["ord_type"] = "price", ["price"] = "10000" });
        var placed = ExchangeOrderId.From(_fake.Private.Pocket.Orders[0].Uuid);

        (await FindsAsync(placed)).Should().Be(KeyMay.Yes);
        (await FindsAsync(ExchangeOrderId.From("cdd92199-2897-4e14-9448-f923320408ad"))).Should().Be(KeyMay.No);
        _fake.Private.Troubles.Script("GET v1/order", FakeTrouble.Refuses(500, "internal"));
        (await FindsAsync(placed)).Should().Be(KeyMay.Unknown);
    }

    [Fact]
    public async Task What_the_pocket_holds_is_seen_with_what_orders_have_locked()
    {
        _fake.Private.Pocket.Move("XRP", 100);

        (await ProbeAsync()).Coins.Should().Contain(Core.Markets.Asset.From("XRP"), new Core.Money.Quantity(100));
    }

    [Fact]
    public async Task A_wrong_secret_is_a_wrong_key()
    {
        Door.Secret = "another-secret-of-forty-characters-00001";

        (await ProbeAsync(new ExchangeKey(Door.Access, "not-the-secret"))).Fault!.Kind.Should().Be(ExchangeFaultKind.KeyInvalid);
    }

    private UpbitKeyProbe Probe => new(
        _http, Options.Create(new UpbitOptions { RestUrl = _fake.RestUrl, PrivateWebSocketUrl = _fake.PrivateWebSocketUrl }), TimeProvider.System, NullLoggerFactory.Instance);

    private Task<KeyFindings> ProbeAsync(ExchangeKey? key = null) => Probe.ProbeAsync(key ?? new ExchangeKey(Door.Access, Door.Secret), default);

    private Task<KeyMay> FindsAsync(ExchangeOrderId order) => Probe.FindsAsync(new ExchangeKey(Door.Access, Door.Secret), order, default);
}
