using System.Net;
using CoinPulse.Core.Notifications;
using CoinPulse.Tests.Accounts;
using CoinPulse.Web.Notifications.Telegram;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CoinPulse.Tests.Notifications;

/// <summary>Telling as the product is put together.</summary>
public sealed class NoticeAppTests : IDisposable
{
    private readonly AccountsApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_centre_is_for_who_has_signed_in()
    {
        await _app.WithAdminAsync();
        await _app.WithTraderAsync("trader@example.com");
        var visitor = _app.Visitor();

        (await visitor.GetAsync("/notifications")).Headers.Location!.ToString().Should().Contain("/account/sign-in");
        await visitor.SignInAsync("trader@example.com");

        (await visitor.GetAsync("/notifications")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_that_is_changed_on_its_page_is_told_by_mail()
    {
        await _app.WithAdminAsync();
        var trader = await _app.WithTraderAsync("trader@example.com");
        await ConfirmAsync();
        var teller = _app.Get<Teller>();
        await teller.RunAsync(default);
        var visitor = _app.Visitor();
        await visitor.SignInAsync("trader@example.com");

        await visitor.FillAsync("/account/password", "password", ("Form.Current", AccountsApp.Password), ("Form.Password", "Another-river-8-stones"), ("Form.Again", "Another-river-8-stones"));
        await teller.RunAsync(default);
        foreach (var channel in _app.Services.GetServices<INoticeChannel>().Where(channel => channel.IsOffered)) await _app.Get<Outbox>().SendDueAsync(channel, default);

        (await _app.Get<INotices>().PageAsync(trader, NoticeCategory.Security, false, 0, 10, default)).Notices.Should().ContainSingle(notice => notice.Kind == NoticeKind.PasswordChanged);
        _app.Letters.Should().ContainSingle(letter => letter.To == "trader@example.com" && letter.Subject == "[CoinPulse] 비밀번호가 바뀌었습니다");
    }

    [Fact]
    public void Without_a_token_there_is_no_bot()
    {
        _app.Get<ITelegramFace>().IsOffered.Should().BeFalse();
        _app.Get<IOptions<TelegramOptions>>().Value.ApiUrl.Should().Be(new Uri("https://api.telegram.org"));
    }

    private async Task ConfirmAsync()
    {
        await using var context = _app.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Data.CoinPulseDbContext>>().CreateDbContext();
        foreach (var user in context.Users) user.EmailConfirmed = true;
        await context.SaveChangesAsync();
    }
}
