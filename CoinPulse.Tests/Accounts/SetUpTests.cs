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

    [Theory]
    [InlineData("Form.Token", "", "token")]
    [InlineData("Form.Name", "   ", "name")]
    [InlineData("Form.Name", "Fi\u0007rst", "name")]
    [InlineData("Form.Email", "no address", "email")]
    [InlineData("Form.Again", "Another-one-9-lakes", "again")]
    public async Task A_mistake_is_said_by_its_field_and_the_rest_still_stands_there_but_no_password(string field, string typed, string id)
    {
        await _app.Get<SetupToken>().OfferAsync(default);
        var good = new Dictionary<string, string>
        {
            ["Form.Token"] = "the-printed-token",
            ["Form.Name"] = "첫 관리자",
            ["Form.Email"] = "first@example.com",
            ["Form.Password"] = AccountsApp.Password,
            ["Form.Again"] = AccountsApp.Password,
            [field] = typed,
        };

        var answer = await _app.Visitor().FillAsync("/setup", "set-up", [.. good.Select(pair => (pair.Key, pair.Value))]);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        var start = page.IndexOf($"id=\"{id}-hint\"", StringComparison.Ordinal);
        page[start..page.IndexOf("</div></div>", start, StringComparison.Ordinal)].Should().Contain("validation-message");
        page.Split("validation-message").Should().HaveCount(2, "one mistake is one sentence");
        foreach (var kept in good.Where(pair => pair.Key is "Form.Token" or "Form.Name" or "Form.Email" && pair.Key != field)) page.Should().Contain($"value=\"{kept.Value}\"");
        page.Should().NotContain(AccountsApp.Password);
        (await _app.Get<IFirstRun>().IsWaitingForEveryoneAsync(default)).Should().BeTrue();
    }

    private static Task<HttpResponseMessage> SetUpAsync(Visitor visitor, string token) => visitor.FillAsync(
        "/setup", "set-up", ("Form.Token", token), ("Form.Name", "First"), ("Form.Email", "first@example.com"),
        ("Form.Password", AccountsApp.Password), ("Form.Again", AccountsApp.Password));
}
