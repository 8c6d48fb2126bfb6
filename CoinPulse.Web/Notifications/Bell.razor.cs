using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CoinPulse.Web.Notifications;

/// <summary>How much is unread, on every page; and while the page is open and the browser has been asked, what is new as a notification of the browser.</summary>
public sealed partial class Bell(INotices notices, LiveUpdates updates, TimeProvider wall, IJSRuntime script) : LiveComponent, IAsyncDisposable
{
    private const int Most = 99;

    /// <summary>More at once are not read one by one anyway.</summary>
    private const int MostShown = 3;

    private int _unread;
    private DateTimeOffset _shownTo;
    private IJSObjectReference? _browser;

    [CascadingParameter(Name = nameof(CurrentUser))] public UserId CurrentUser { get; set; }

    private string Label => _unread == 0 ? NotificationsText.BellNone : Figures.Words(NotificationsText.BellUnread, _unread);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        try
        {
            if (_browser is not null) await _browser.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its module with it.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _shownTo = wall.GetUtcNow();
        if (CurrentUser == default) return;
        _unread = await notices.UnreadAsync(CurrentUser, Leaving);
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Notices);
        LookNowAndThen(wall, RefreshAsync);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) _browser = await script.InvokeAsync<IJSObjectReference>("import", "/js/notices.js");
    }

    private async Task RefreshAsync()
    {
        _unread = await notices.UnreadAsync(CurrentUser, Leaving);
        if (_browser is null || _unread == 0) return;
        var news = await notices.SinceAsync(CurrentUser, _shownTo, MostShown, Leaving);
        if (news.Count == 0) return;
        _shownTo = news[^1].ToldAt;
        var (wishes, now) = (await notices.WishesAsync(CurrentUser, Leaving), wall.GetUtcNow());
        var wanted = news.Where(notice => wishes.ChannelsFor(notice.Kind).HasFlag(NoticeChannels.Browser) && wishes.NotBefore(notice, now) <= now)
            .Select(notice => new { id = notice.Id.ToString(), title = NoticeWords.Title(notice), text = NoticeWords.Text(notice), path = NoticeWords.PathOf(notice) ?? "/notifications" })
            .ToList();
        try
        {
            if (wanted.Count > 0) await _browser.InvokeVoidAsync("show", Leaving, wanted);
        }
        catch (JSDisconnectedException)
        {
            // Nobody is there to see it.
        }
    }
}
