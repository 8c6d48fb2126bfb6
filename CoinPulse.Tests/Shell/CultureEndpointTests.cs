using CoinPulse.Web.Shell;
using CsCheck;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CoinPulse.Tests.Shell;

public sealed class CultureEndpointTests
{
    [Theory]
    [InlineData("/trading?tab=closed")]
    [InlineData("/")]
    public void It_goes_back_to_a_page_of_ours(string address) => Go("en", address).Url.Should().Be(address);

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("trading")]
    [InlineData("")]
    [InlineData(null)]
    public void It_never_goes_elsewhere(string? address) => Go("en", address).Url.Should().Be("/");

    [Fact]
    public void What_counts_as_local_stays_on_this_host() =>
        Gen.String[Gen.Char["/\\.:@?#a \t\n%"], 0, 8].Sample(address =>
            !CultureEndpoint.IsLocal(address) || new Uri(new Uri("https://ours.example"), address).Host == "ours.example");

    [Theory]
    [InlineData("en", true)]
    [InlineData("ko", true)]
    [InlineData("xx", false)]
    [InlineData(null, false)]
    public void Only_a_language_of_ours_is_remembered(string? language, bool remembered)
    {
        var context = new DefaultHttpContext();

        CultureEndpoint.Set(context, language, "/");

        context.Response.Headers.SetCookie.ToString().Contains($"c%3D{language}", StringComparison.Ordinal).Should().Be(remembered && language is not null);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult Go(string? language, string? address) =>
        CultureEndpoint.Set(new DefaultHttpContext(), language, address);
}
