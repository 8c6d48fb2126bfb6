using System.Net;
using CoinPulse.Core.Accounts;
using FluentAssertions;
using Xunit;

namespace CoinPulse.Tests.Accounts;

public sealed class SecondFactorTests : IAsyncLifetime, IDisposable
{
    private readonly AccountsApp _app = new();
    private UserId _admin;
    private string _secret = "";

    public async Task InitializeAsync()
    {
        _admin = await _app.WithAdminAsync();
        _secret = await _app.WithTwoFactorAsync(_admin);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_password_alone_opens_nothing()
    {
        var visitor = _app.Visitor();

        (await visitor.SignInAsync("admin@example.com")).Headers.Location!.OriginalString.Should().Contain("/account/two-factor");

        (await visitor.GetAsync("/account/profile")).StatusCode.Should().Be(HttpStatusCode.Found);
        (await _app.Get<ISignInSessions>().OpenAsync(_admin, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_code_signs_in_once_and_never_again()
    {
        var code = Totp.CodeAt(_secret, _app.Get<TimeProvider>().GetUtcNow());
        var (first, second) = (_app.Visitor(), _app.Visitor());
        await first.SignInAsync("admin@example.com");
        await second.SignInAsync("admin@example.com");

        (await first.FillAsync("/account/two-factor", "code", ("Form.Code", code))).StatusCode.Should().Be(HttpStatusCode.Found);

        (await second.FillAsync("/account/two-factor", "code", ("Form.Code", code))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await _app.Get<ISignInSessions>().OpenAsync(_admin, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task Wrong_codes_lock_out_like_wrong_passwords()
    {
        var visitor = _app.Visitor();
        await visitor.SignInAsync("admin@example.com");
        for (var attempt = 0; attempt < 5; attempt++) await visitor.FillAsync("/account/two-factor", "code", ("Form.Code", "abcdef"));

        var code = Totp.CodeAt(_secret, _app.Get<TimeProvider>().GetUtcNow());
        (await visitor.FillAsync("/account/two-factor", "code", ("Form.Code", code))).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
