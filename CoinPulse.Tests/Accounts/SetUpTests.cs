using System.Net;
using CoinPulse.Core.Accounts;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class SetUpTests : IDisposable
{
    private readonly AccountsApp _app = new();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-up")]
    [InlineData("/admin/people")]
    public async Task While_nobody_exists_every_page_leads_to_the_set_up(string path)
    {
        (await _app.Visitor().GetAsync(path)).Headers.Location!.OriginalString.Should().Be("/setup");
    }

    [Fact]
    public async Task The_printed_token_makes_the_first_admin_who_is_signed_in_at_once()
    {
        var token = await _app.Get<SetupToken>().OfferAsync(default);
        var visitor = _app.Visitor();

        (await SetUpAsync(visitor, token!)).StatusCode.Should().Be(HttpStatusCode.Found);

        (await visitor.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await visitor.GetAsync("/setup")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_guessed_token_makes_nobody_and_keeps_what_was_typed()
    {
        var answer = await SetUpAsync(_app.Visitor(), new string('0', 48));

        (await answer.Content.ReadAsStringAsync()).Should().Contain("role=\"alert\"").And.Contain("value=\"first@example.com\"");
        (await _app.Get<IFirstRun>().IsWaitingForEveryoneAsync(default)).Should().BeTrue();
    }

    private static Task<HttpResponseMessage> SetUpAsync(Visitor visitor, string token) => visitor.FillAsync(
        "/setup", "set-up", ("Form.Token", token), ("Form.Name", "First"), ("Form.Email", "first@example.com"),
        ("Form.Password", AccountsApp.Password), ("Form.Again", AccountsApp.Password));
}
