using System.Net.Http.Headers;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Tests.Support;
using CsCheck;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit;

public sealed class UpbitLimiterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 4, 1, 3, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_eleventh_request_waits_until_a_second_after_the_first_answer()
    {
        var limiter = Limiter();
        for (var i = 0; i < 10; i++) (await limiter.EnterAsync(UpbitGroups.Candle, default)).Dispose();
        var eleventh = limiter.EnterAsync(UpbitGroups.Candle, default);
        _wall.Advance(Second - TimeSpan.FromMilliseconds(1));
        eleventh.IsCompleted.Should().BeFalse();

        _wall.Advance(TimeSpan.FromMilliseconds(1));

        await eleventh;
    }

    [Fact]
    public async Task Groups_do_not_wait_for_each_other()
    {
        var limiter = Limiter();
        for (var i = 0; i < 10; i++) (await limiter.EnterAsync(UpbitGroups.Candle, default)).Dispose();

        limiter.EnterAsync(UpbitGroups.Ticker, default).IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task Two_groups_that_answers_call_by_one_name_share_one_allowance()
    {
        var limiter = Limiter();
        foreach (var group in new[] { UpbitGroups.Market, UpbitGroups.Ticker })
        {
            using var permit = await limiter.EnterAsync(group, default);
            permit.Learn(new RemainingRequests("origin", 9));
        }

        for (var i = 0; i < 9; i++) (await limiter.EnterAsync(UpbitGroups.Market, default)).Dispose();

        limiter.EnterAsync(UpbitGroups.Ticker, default).IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Work_in_the_background_leaves_half_of_a_second_to_what_is_needed()
    {
        var limiter = Limiter();
        for (var i = 0; i < 5; i++) (await limiter.EnterAsync(UpbitGroups.Candle, default, UpbitRank.Background)).Dispose();

        limiter.EnterAsync(UpbitGroups.Candle, default, UpbitRank.Background).IsCompleted.Should().BeFalse();

        for (var i = 0; i < 5; i++) limiter.EnterAsync(UpbitGroups.Candle, default).IsCompletedSuccessfully.Should().BeTrue("what is needed waits for nobody");
    }

    [Fact]
    public async Task Work_in_the_background_keeps_quiet_while_anything_needed_is_under_way_and_for_a_second_after_it()
    {
        var limiter = Limiter();
        var needed = await limiter.EnterAsync(UpbitGroups.Candle, default);
        var background = limiter.EnterAsync(UpbitGroups.Candle, default, UpbitRank.Background);
        _wall.Advance(TimeSpan.FromSeconds(3));
        background.IsCompleted.Should().BeFalse("the answer is not here");

        needed.Dispose();
        _wall.Advance(TimeSpan.FromMilliseconds(500));
        background.IsCompleted.Should().BeFalse("the next question comes after the answer");
        limiter.EnterAsync(UpbitGroups.Candle, default).IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public async Task A_background_request_goes_out_when_nothing_is_needed_any_more()
    {
        var limiter = Limiter();
        (await limiter.EnterAsync(UpbitGroups.Candle, default)).Dispose();
        var background = limiter.EnterAsync(UpbitGroups.Candle, default, UpbitRank.Background);
        background.IsCompleted.Should().BeFalse();

        await Patience.UntilAsync(() => background.IsCompleted, () => _wall.Advance(TimeSpan.FromMilliseconds(250)));
    }

    [Fact]
    public async Task Somebody_who_gave_up_waiting_holds_no_background_up()
    {
        var limiter = Limiter();
        for (var i = 0; i < 10; i++) (await limiter.EnterAsync(UpbitGroups.Candle, default)).Dispose();
        using var patience = new CancellationTokenSource();
        var waiting = limiter.EnterAsync(UpbitGroups.Candle, patience.Token);
        await patience.CancelAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();

        var background = limiter.EnterAsync(UpbitGroups.Candle, default, UpbitRank.Background);

        await Patience.UntilAsync(() => background.IsCompleted, () => _wall.Advance(TimeSpan.FromMilliseconds(250)));
    }

    [Fact]
    public async Task After_a_block_nothing_of_any_group_is_sent_until_it_is_over()
    {
        var limiter = Limiter();
        using (var permit = await limiter.EnterAsync(UpbitGroups.Market, default)) permit.Blocked(TimeSpan.FromSeconds(90));
        var waiting = limiter.EnterAsync(UpbitGroups.Candle, default);
        _wall.Advance(TimeSpan.FromSeconds(89));
        waiting.IsCompleted.Should().BeFalse();

        _wall.Advance(Second);

        await waiting;
    }

    [Fact]
    public void What_is_left_lowers_the_limit_and_time_brings_it_back_to_the_configured_figure_and_no_further()
    {
        var bucket = new LimitBucket(10);
        bucket.TryTake(TimeSpan.Zero).Should().BeNull();
        bucket.Learn(left: 4, TimeSpan.Zero);
        bucket.Release(TimeSpan.Zero);
        bucket.Limit.Should().Be(5);

        for (var minute = 1; minute <= 20; minute++) Use(bucket, TimeSpan.FromMinutes(minute));

        bucket.Limit.Should().Be(10);
    }

    [Fact]
    public void Nothing_left_means_to_wait_for_the_next_second()
    {
        var bucket = new LimitBucket(10);
        bucket.TryTake(TimeSpan.Zero);
        bucket.Learn(left: 0, TimeSpan.Zero);
        bucket.Release(TimeSpan.Zero);

        bucket.TryTake(TimeSpan.FromMilliseconds(400)).Should().Be(TimeSpan.FromMilliseconds(600));
    }

    [Fact]
    public void Refused_again_and_again_it_waits_longer_and_longer_but_not_for_ever()
    {
        var bucket = new LimitBucket(3);
        var (now, waits) = (TimeSpan.Zero, new List<double>());
        for (var i = 0; i < 9; i++)
        {
            bucket.TryTake(now).Should().BeNull();
            bucket.Refuse(now);
            bucket.Release(now);
            waits.Add(bucket.TryTake(now)!.Value.TotalSeconds);
            now += TimeSpan.FromSeconds(waits[^1]);
        }

        waits.Should().Equal(1, 2, 4, 8, 16, 32, 60, 60, 60);
        bucket.Limit.Should().BeInRange(1, 3);
    }

    [Fact]
    public void No_second_of_Upbits_ever_holds_more_than_the_limit_wherever_it_begins_and_however_long_the_way_was() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 999], Gen.Int[0, 400].Array[40, 120], Gen.Int[0, 300].Array[40, 120]).Sample(
            (limit, phase, there, back) =>
            {
                var bucket = new LimitBucket(limit);
                var (now, arrivals, answers) = (0, new List<int>(), new PriorityQueue<int, int>());
                for (var i = 0; i < Math.Min(there.Length, back.Length);)
                {
                    while (answers.TryPeek(out _, out var at) && at <= now)
                    {
                        answers.Dequeue();
                        bucket.Release(TimeSpan.FromMilliseconds(at));
                    }

                    if (bucket.TryTake(TimeSpan.FromMilliseconds(now)) is not null)
                    {
                        now++;
                        continue;
                    }

                    arrivals.Add(now + there[i]);
                    answers.Enqueue(i, now + there[i] + back[i]);
                    i++;
                }

                return arrivals.GroupBy(at => (at + phase) / 1_000).All(second => second.Count() <= limit);
            });

    [Theory]
    [InlineData("group=candles; min=600; sec=9", "candles", 9)]
    [InlineData("group=default;min=1800;sec=29", "default", 29)]
    [InlineData(" sec=0 ; group=Order ", "Order", 0)]
    public void The_header_is_read(string header, string group, int left) => RemainingRequests.Read(header).Should().Be(new RemainingRequests(group, left));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("group=candles; min=600")]
    [InlineData("group=candles; sec=many")]
    [InlineData("sec=9")]
    public void A_header_that_says_too_little_says_nothing(string? header) => RemainingRequests.Read(header).Should().BeNull();

    [Theory]
    [InlineData("""{"error":{"message":"요청이 너무 많습니다. 30초 후 다시 시도해 주세요."}}""", 30)]
    [InlineData("Blocked for 5 minutes.", 300)]
    [InlineData("1시간 동안 차단되었습니다", 3_600)]
    [InlineData("retry in 1500 ms", 1.5)]
    [InlineData("retry in 12.5 sec", 12.5)]
    public void How_long_a_block_lasts_is_read_from_the_words(string words, double seconds) => Block.Read(null, _wall.GetUtcNow(), words).Should().Be(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void A_block_of_which_nothing_is_said_is_guessed_by_whoever_asks()
    {
        Block.Read(null, _wall.GetUtcNow(), "I'm a teapot").Should().BeNull();
        Block.Read(new RetryConditionHeaderValue(_wall.GetUtcNow().AddMinutes(2)), _wall.GetUtcNow(), "").Should().Be(TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData(400, "insufficient_funds_bid", ExchangeFaultKind.InsufficientFunds)]
    [InlineData(400, "under_min_total_ask", ExchangeFaultKind.UnderMinimum)]
    [InlineData(400, "duplicated_identifier", ExchangeFaultKind.DuplicateIdentifier)]
    [InlineData(400, "QUERY_PARAMETER_NOT_SUPPORTED", ExchangeFaultKind.Invalid)]
    [InlineData(401, "expired_access_key", ExchangeFaultKind.KeyExpired)]
    [InlineData(401, "no_authorization_ip", ExchangeFaultKind.AddressNotAllowed)]
    [InlineData(401, "out_of_scope", ExchangeFaultKind.PermissionMissing)]
    [InlineData(403, "OUT_OF_SCOPE", ExchangeFaultKind.PermissionMissing)]
    [InlineData(401, "something_new", ExchangeFaultKind.KeyInvalid)]
    [InlineData(404, "order_not_found", ExchangeFaultKind.OrderNotFound)]
    [InlineData(418, "", ExchangeFaultKind.TooManyRequests)]
    [InlineData(429, "anything", ExchangeFaultKind.TooManyRequests)]
    [InlineData(502, "anything", ExchangeFaultKind.Busy)]
    public void Each_error_has_its_class(int status, string name, ExchangeFaultKind kind) => UpbitErrors.KindOf(status, name).Should().Be(kind);

    private static void Use(LimitBucket bucket, TimeSpan now)
    {
        bucket.TryTake(now).Should().BeNull();
        bucket.Release(now);
    }

    private UpbitLimiter Limiter() => new(Options.Create(new UpbitOptions()), _wall, NullLogger<UpbitLimiter>.Instance);
}
