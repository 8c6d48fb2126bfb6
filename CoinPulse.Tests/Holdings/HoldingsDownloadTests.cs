using System.Net;
using System.Text;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Tests.Accounts;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static CoinPulse.Tests.Holdings.Told;

namespace CoinPulse.Tests.Holdings;

public sealed class HoldingsDownloadTests
{
    [Theory]
    [InlineData("/orders/orders.csv")]
    [InlineData("/orders/fills.csv")]
    [InlineData("/holdings/days.csv")]
    public async Task A_stranger_downloads_nothing(string file)
    {
        await using var app = new AccountsApp();
        using var client = app.CreateClient(new() { AllowAutoRedirect = false });

        using var answer = await client.GetAsync(new Uri(file, UriKind.Relative));

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.Redirect, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_files_hold_what_the_page_shows_byte_for_byte_in_the_readers_language()
    {
        await using var app = new AccountsApp();
        var owner = await app.WithAdminAsync();
        var visitor = app.Visitor();
        await visitor.SignInAsync("admin@example.com");
        var account = await app.Services.GetRequiredService<IViewedAccount>().OpenAsync(owner, default);
        var records = app.Services.GetRequiredService<IOrderRecords>();
        await records.KeepAsync(owner, account.Id,
        [
            Order("=1+1", OrderSide.Ask, at: Noon, trades: [Trade("t1", 1_000.5m, 10, Noon.AddSeconds(1))]),
            Order("o2", state: ExchangeOrderState.Waiting, at: Noon.AddDays(1)),
        ], default);

        var orders = await BytesAsync("/orders/orders.csv?side=Ask");
        var fills = await BytesAsync("/orders/fills.csv");
        var days = await BytesAsync("/holdings/days.csv?range=all");

        orders.Should().Equal(File(
            "주문번호,종목,구분,주문 방식,주문한 곳,상태,지정가,주문 수량,체결 수량,체결 가격,체결금액,수수료,주문 시각,포지션",
            "'=1+1,KRW-XRP,매도,\"지정가 1,000\",외부,체결,1000,10,10,1000.5,10005,5.0025,2026-04-01 12:00:00,"));
        fills.Should().Equal(File(
            "체결번호,주문번호,종목,구분,주문한 곳,체결 가격,체결 수량,체결금액,수수료,체결 시각",
            "t1,'=1+1,KRW-XRP,매도,외부,1000.5,10,10005,5.0025,2026-04-01 12:00:01"));
        Encoding.UTF8.GetString(days[3..]).Should().StartWith("날짜,자산,입금,출금,기록 방식\r\n");

        async Task<byte[]> BytesAsync(string file)
        {
            using var answer = await visitor.GetAsync(file);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            return await answer.Content.ReadAsByteArrayAsync();
        }
    }

    private static byte[] File(params string[] lines) => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n")))];
}
