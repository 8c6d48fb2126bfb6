using System.Text;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit.Private;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Exchanges.Upbit.Private;

/// <summary>The documented examples, with hashes and a token computed elsewhere.</summary>
public sealed class UpbitSignerTests
{
    private static readonly UpbitParameters Order = new()
    {
        { "market", "KRW-BTC" }, { "side", "bid" }, { "volume", "0.01" }, { "price", "100.0" }, { "ord_type", "limit" },
    };

    public static TheoryData<string, string, string> Queries => new()
    {
        {
            "market=KRW-BTC&limit=10",
            "market=KRW-BTC&limit=10",
            "d8214a07d0b7181ac91485f885d4349e9de6733bbd0806fec3102519a0ba1479b9be54245055706da413a6e916a8a978c1fc1a79e8e459d54c4de8fbe2bc70cd"
        },
        {
            "market=KRW-BTC&states[]=wait&states[]=watch",
            "market=KRW-BTC&states[]=wait&states[]=watch",
            "c01bbcb80094d2225c90eda65128baf7ef800471fbdeb76579856d1532cd263060e41ede9c52bfc926a0b46c4b7797a61e4327cda59d236f829cde4c875dfe77"
        },
        {
            "start_time=2025-06-24T13:56:53+09:00&end_time=2025-06-25T13:56:53+09:00",
            "start_time=2025-06-24T13%3A56%3A53%2B09%3A00&end_time=2025-06-25T13%3A56%3A53%2B09%3A00",
            "a029a6ca841b2391d5987a557ee764862a876073d760013781cc55b4b1c667d1ae2b65e494a5b3a35a527f6b3f7a142a899ebe055d825a5ee460436b95ef6d54"
        },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_is_hashed_unescaped_in_the_order_sent_and_sent_escaped(string plain, string sent, string hash)
    {
        var parameters = new UpbitParameters();
        foreach (var part in plain.Split('&')) parameters.Add(part.Split('=')[0], part.Split('=')[1]);

        parameters.InAddress.Should().Be(sent);
        UpbitSigner.HashOf(parameters).Should().Be(hash);
    }

    [Fact]
    public void A_body_is_hashed_as_the_query_that_it_would_be()
    {
        Encoding.UTF8.GetString(Order.InBody()).Should().Be("""{"market":"KRW-BTC","side":"bid","volume":"0.01","price":"100.0","ord_type":"limit"}""");
        UpbitSigner.HashOf(Order).Should().Be("1db802a392c559d55c99662a20c6911ba9ea31a9f58bf92156af243ca1462b004c6e6b27c934afefbde5ca15d28deb67e90cd619b466c9a3c2fe020ad2bbdd24");
    }

    [Fact]
    public void The_token_is_the_computed_one() => new UpbitSigner(new ExchangeKey("test-access-key", "test-secret-key")).Token(Order, "b2f1e3f8-2dc1-4d6f-a838-c74c49b0e39a").Should().Be(
        "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJhY2Nlc3Nfa2V5IjoidGVzdC1hY2Nlc3Mta2V5Iiwibm9uY2UiOiJiMmYxZTNmOC0yZGMxLTRkNmYtYTgzOC1jNzRjNDliMGUzOWEiLCJxdWVyeV9oYXNoIjoi"
        + "MWRiODAyYTM5MmM1NTlkNTVjOTk2NjJhMjBjNjkxMWJhOWVhMzFhOWY1OGJmOTIxNTZhZjI0M2NhMTQ2MmIwMDRjNmU2YjI3YzkzNGFmZWZiZGU1Y2ExNWQyOGRlYjY3ZTkwY2Q2MTliNDY2YzlhM2MyZmUwMjBhZDJi"
        + "YmRkMjQiLCJxdWVyeV9oYXNoX2FsZyI6IlNIQTUxMiJ9.b6XjQnmo9UbSNbOi_V6rviZr5wjeCdkvHyMfsfYzUdrAecvsBn4wSd36QwFeGwUf6EvetfkxfBPwjo7_KNPrRQ");

    [Fact]
    public void No_two_requests_carry_the_same_token()
    {
        var signer = new UpbitSigner(new ExchangeKey("a", "b"));

        Enumerable.Range(0, 100).Select(_ => signer.Authorize([])).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void What_has_no_value_is_left_out() => new UpbitParameters { { "market", null }, { "page", "1" } }.Plain.Should().Be("page=1");
}
