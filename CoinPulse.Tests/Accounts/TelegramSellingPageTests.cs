using System.Net;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Web.Accounts;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

/// <summary>A chat may sell only after its person has said so on the page, with their second factor.</summary>
public sealed class TelegramSellingPageTests : IAsyncLifetime, IDisposable
{
    private const string Path = AccountPaths.TelegramSelling;

    private readonly AccountsApp _app = new();
    private readonly Visitor _owner;
    private UserId _id;

    public TelegramSellingPageTests() => _owner = _app.Visitor();

    private ITelegramLinks Links => _app.Get<ITelegramLinks>();

    private DateTimeOffset Now => _app.Get<TimeProvider>().GetUtcNow();

    public async Task InitializeAsync() => _id = await _app.WithAdminAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_code_of_the_authenticator_allows_it_once_and_a_click_forbids_it()
    {
        await LinkAsync();
        var code = await SignInWithCodeAsync();

        (await AllowAsync("abcdef")).Should().Contain(Text("CodeWrong"));
        (await MaySellAsync()).Should().BeFalse();
        (await AllowAsync(code)).Should().Contain(Text("TelegramSellingAllowed"));
        (await MaySellAsync()).Should().BeTrue();

        (await ReadAsync(await _owner.FillAsync(Path, "forbid"))).Should().Contain(Text("TelegramSellingForbidden"));
        (await MaySellAsync()).Should().BeFalse();
        (await AllowAsync(code)).Should().Contain(Text("CodeWrong"), "a code is good once");
        (await MaySellAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Without_a_second_factor_or_a_chat_there_is_nothing_to_allow()
    {
        await _owner.SignInAsync("admin@example.com");
        (await ReadAsync(await _owner.GetAsync(Path))).Should().Contain(Text("TelegramSellingNoChat")).And.NotContain("id=\"code\"");

        await LinkAsync();

        (await ReadAsync(await _owner.GetAsync(Path))).Should().Contain(Text("TelegramSellingNeedsTwoFactor")).And.NotContain("id=\"code\"");
    }

    [Fact]
    public async Task Wrong_codes_lock_out()
    {
        await LinkAsync();
        var code = await SignInWithCodeAsync();
        for (var attempt = 0; attempt < 5; attempt++) await AllowAsync("abcdef");

        await AllowAsync(code);

        (await MaySellAsync()).Should().BeFalse();
    }

    /// <returns>The code after the one that signed in.</returns>
    private async Task<string> SignInWithCodeAsync()
    {
        var (secret, now) = (await _app.WithTwoFactorAsync(_id), Now);
        await _owner.SignInAsync("admin@example.com");
        (await _owner.FillAsync(AccountPaths.TwoFactor, "code", ("Form.Code", Totp.CodeAt(secret, now)))).StatusCode.Should().Be(HttpStatusCode.Found);
        return Totp.CodeAt(secret, now.AddSeconds(30));
    }

    private async Task LinkAsync() => await Links.LinkForEveryoneAsync((await Links.OfferAsync(_id, Now, default))!, 4711, "@kim", Now, default);

    private async Task<bool> MaySellAsync() => (await Links.OwnerForEveryoneAsync(4711, default))!.MaySell;

    private async Task<string> AllowAsync(string code) => await ReadAsync(await _owner.FillAsync(Path, "allow", ("Form.Code", code)));

    private static async Task<string> ReadAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static string Text(string key) => AccountsText.ResourceManager.GetString(key, System.Globalization.CultureInfo.GetCultureInfo("ko"))!;
}
