using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit;
using CoinPulse.Core.Exchanges.Upbit.Private;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Money;
using CoinPulse.Tests.Trading.Journal;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>A process that is put to sleep between its decision to send an order and the wire: when it wakes up, another has long since taken over.</summary>
public sealed class UpbitLateOrderTests : IDisposable
{
    private static readonly OrderRequest Sale = OrderRequest.SellAtMarket(ClientOrderId.From("cp-sale"), Story.Market, new Quantity(10));

    private readonly FakeTimeProvider _wall = new(Story.Now);
    private readonly SlowLine _line;
    private readonly HttpClient _http;
    private readonly UpbitPocketLine _pocket;

    public UpbitLateOrderTests()
    {
        _line = new SlowLine(_wall);
        _http = new HttpClient(_line) { BaseAddress = new Uri("http://upbit.example"), Timeout = Timeout.InfiniteTimeSpan };
        _pocket = new UpbitPocketLine(new ExchangeKey(new string('a', 40), new string('s', 40)), _http, Options.Create(new UpbitOptions()), _wall, NullLoggerFactory.Instance);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task An_order_whose_connection_stands_only_after_a_sleep_is_not_written_and_is_known_not_to_be()
    {
        _line.SleepsBeforeBody = TimeSpan.FromSeconds(30);

        var answer = await _pocket.Exchange.SubmitAsync(Sale, default);

        (answer.Kind, answer.Fault!.Code).Should().Be((AnswerKind.Refused, "not_sent"));
        _line.Written.Should().BeEmpty();
    }

    [Fact]
    public async Task An_order_that_the_transport_begins_again_after_a_sleep_may_have_left_the_first_time()
    {
        _line.SleepsBeforeSecondBody = TimeSpan.FromSeconds(30);

        var answer = await _pocket.Exchange.SubmitAsync(Sale, default);

        answer.Kind.Should().Be(AnswerKind.Unknown);
        _line.Written.Should().ContainSingle();
    }

    [Fact]
    public async Task A_sleep_while_the_pockets_second_is_waited_for_sends_nothing_afterwards()
    {
        for (var taken = 0; taken < 12; taken++) (await _pocket.Limiter.EnterAsync(UpbitGroups.Order, default, UpbitRank.Stop)).Dispose();

        var sending = _pocket.Exchange.SubmitAsync(Sale, default);
        sending.IsCompleted.Should().BeFalse();
        _wall.Advance(TimeSpan.FromSeconds(30));

        var answer = await sending;
        (answer.Kind, answer.Fault!.Code).Should().Be((AnswerKind.Refused, "not_sent"));
        _line.Written.Should().BeEmpty();
    }

    [Fact]
    public async Task A_slow_connection_is_no_sleep()
    {
        _line.SleepsBeforeBody = TimeSpan.FromSeconds(1);

        await _pocket.Exchange.SubmitAsync(Sale, default);

        _line.Written.Should().ContainSingle().Which.Should().Contain("cp-sale");
    }

    /// <summary>The transport: the body is asked for when the connection stands.</summary>
    private sealed class SlowLine(FakeTimeProvider wall) : HttpMessageHandler
    {
        public TimeSpan SleepsBeforeBody { get; set; }

        public TimeSpan? SleepsBeforeSecondBody { get; set; }

        public List<string> Written { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            wall.Advance(SleepsBeforeBody);
            await WriteAsync(request);
            if (SleepsBeforeSecondBody is { } sleep)
            {
                wall.Advance(sleep);
                await WriteAsync(request);
            }

            throw new HttpRequestException("The line is cut.");
        }

        private async Task WriteAsync(HttpRequestMessage request)
        {
            using var body = new MemoryStream();
            await request.Content!.CopyToAsync(body);
            Written.Add(System.Text.Encoding.UTF8.GetString(body.ToArray()));
        }
    }
}
