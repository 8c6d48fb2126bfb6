using System.Net;
using CoinPulse.Tests.Accounts;
using CoinPulse.Web.Trading.History;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Trading.Pages;

public sealed class DownloadTests
{
    [Fact]
    public void Numbers_stay_numbers_and_text_stays_text() =>
        Csv.Line([1_234.5m, -0.00000001m, 12, null, "a,b", "say \"so\"", "두 줄\n글"]).Should().Be("1234.5,-0.00000001,12,,\"a,b\",\"say \"\"so\"\"\",\"두 줄\n글\"\r\n");

    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("+1")]
    [InlineData("@x")]
    [InlineData("-1")]
    public void A_text_that_a_spreadsheet_would_run_is_told_to_be_text(string text) => Csv.Line([text]).Should().Be($"'{text}\r\n");

    [Theory]
    [InlineData("closed")]
    [InlineData("decisions")]
    public async Task A_stranger_downloads_nothing(string file)
    {
        await using var app = new AccountsApp();
        using var client = app.CreateClient(new() { AllowAutoRedirect = false });

        using var answer = await client.GetAsync(new Uri($"/trading/{file}.csv", UriKind.Relative));

        answer.StatusCode.Should().BeOneOf(HttpStatusCode.Redirect, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("closed", "id,market,strategy,")]
    [InlineData("decisions", "id,market,strategy,")]
    public async Task The_owner_of_the_session_gets_their_own_as_a_file_that_Excel_reads(string file, string head)
    {
        await using var app = new AccountsApp();
        await app.WithAdminAsync();
        var visitor = app.Visitor();
        await visitor.SignInAsync("admin@example.com");

        using var answer = await visitor.GetAsync($"/trading/{file}.csv?market=KRW-BTC&page=7");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes.Take(3).Should().Equal([0xEF, 0xBB, 0xBF], "without it Excel takes Korean for something else");
        System.Text.Encoding.UTF8.GetString(bytes[3..]).Should().StartWith(head).And.NotContain(";");
    }
}
