using System.Net;
using System.Text.RegularExpressions;
using CoinPulse.Core.Operations;
using CoinPulse.Web.Accounts;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed partial class AttemptLimitTests : IAsyncLifetime, IDisposable
{
    private readonly AccountsApp _app = new();

    public async Task InitializeAsync() => await _app.WithAdminAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_address_that_asks_too_often_is_told_so_and_keeps_what_it_typed()
    {
        var visitor = _app.Visitor();
        for (var i = 0; i < 10; i++) await AskAsync(visitor, $"nobody{i}@example.com");

        var refused = await AskAsync(visitor, "admin@example.com");

        var page = await refused.Content.ReadAsStringAsync();
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().BePositive();
        page.Should().Contain("role=\"alert\"").And.Contain("value=\"admin@example.com\"");
        _app.Letters.Should().BeEmpty("nothing is looked up for a form that comes too often");
    }

    [Fact]
    public async Task The_right_password_does_not_help_an_address_that_has_guessed_too_often()
    {
        var visitor = _app.Visitor();
        for (var i = 0; i < 30; i++) await visitor.SignInAsync($"nobody{i}@example.com", "a-wrong-passphrase");

        var refused = await visitor.SignInAsync("admin@example.com");

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await _app.Get<IAuditTrail>().NewestForEveryoneAsync(100, default)).Should().NotContain(entry => entry.Act == AuditActs.SignedIn);
    }

    [Fact]
    public async Task A_right_reset_link_does_not_help_an_address_that_has_guessed_too_often()
    {
        await AskAsync(_app.Visitor(), "admin@example.com");
        var link = new Uri(Link().Match(_app.Letters.Single().Text).Value).PathAndQuery;
        for (var i = 0; i < 10; i++) await ResetAsync($"/account/reset-password?user={Guid.Empty}&code=guess{i}");

        var refused = await ResetAsync(link);

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("role=\"alert\"");
        (await _app.Visitor().SignInAsync("admin@example.com")).StatusCode.Should().Be(HttpStatusCode.Found, "the password is the one it was");
    }

    [Fact]
    public async Task Looking_at_a_form_is_no_attempt()
    {
        var visitor = _app.Visitor();

        for (var i = 0; i < 40; i++) (await visitor.GetAsync("/account/sign-in")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    public void One_neighbourhood_is_one_visitor(string one, string other, bool same) =>
        (AttemptLimits.Neighbourhood(IPAddress.Parse(one)) == AttemptLimits.Neighbourhood(IPAddress.Parse(other))).Should().Be(same);

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string email) => visitor.FillAsync("/account/forgotten-password", "forgotten", ("Form.Email", email));

    private Task<HttpResponseMessage> ResetAsync(string link) =>
        _app.Visitor().FillAsync(link, "reset", ("Form.Password", "Another-one-9-lakes"), ("Form.Again", "Another-one-9-lakes"));

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
