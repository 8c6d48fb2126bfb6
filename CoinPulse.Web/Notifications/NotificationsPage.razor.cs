using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Notifications;

/// <summary>The notification centre: everything a person was told, read or not, as long as it is kept.</summary>
public sealed partial class NotificationsPage(INotices notices, NoticeNews news, LiveUpdates updates, TimeProvider wall) : LiveComponent
{
    private const int Size = 25;

    private FoundNotices? _found;
    private DateTimeOffset _now;

    [CascadingParameter(Name = nameof(CurrentUser))] public UserId CurrentUser { get; set; }

    [SupplyParameterFromQuery(Name = "category")] public string? Category { get; set; }

    [SupplyParameterFromQuery(Name = "unread")] public bool Unread { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? Asked { get; set; }

    private int Page => Math.Max(1, Asked ?? 1);

    private NoticeCategory? Shown => Enum.TryParse<NoticeCategory>(Category, ignoreCase: true, out var category) && Enum.IsDefined(category) ? category : null;

    protected override void OnInitialized()
    {
        Follow(updates, CurrentUser, ReloadAsync, LiveTopic.Notices);
        LookNowAndThen(wall, ReloadAsync);
    }

    protected override Task OnParametersSetAsync() => ReloadAsync();

    private static string Address(NoticeCategory? category, bool unread, int page = 1)
    {
        string?[] parts = [category is { } one ? $"category={one.ToString().ToLowerInvariant()}" : null, unread ? "unread=true" : null, page > 1 ? $"page={page}" : null];
        var query = string.Join('&', parts.OfType<string>());
        return query.Length == 0 ? "/notifications" : $"/notifications?{query}";
    }

    private string PageAddress(int page) => Address(Shown, Unread, page);

    private async Task ReloadAsync()
    {
        _found = await notices.PageAsync(CurrentUser, Shown, Unread, (Page - 1) * Size, Size, Leaving);
        _now = wall.GetUtcNow();
    }

    private async Task ReadAsync(Notice notice)
    {
        await notices.ReadAsync(CurrentUser, notice.Id, wall.GetUtcNow(), Leaving);
        news.Tell(CurrentUser);
        await ReloadAsync();
    }

    private async Task ReadAllAsync()
    {
        await notices.ReadAllAsync(CurrentUser, Shown, wall.GetUtcNow(), Leaving);
        news.Tell(CurrentUser);
        await ReloadAsync();
    }
}
