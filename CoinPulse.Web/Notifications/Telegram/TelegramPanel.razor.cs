using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Notifications.Telegram;

/// <summary>Links a person's chat by a code that they carry from this page into it.</summary>
public sealed partial class TelegramPanel(ITelegramLinks links, ITelegramFace face, LiveUpdates updates, TimeProvider wall) : LiveComponent
{
    private TelegramChat? _chat;
    private string? _code;
    private string? _bot;
    private bool _refused;

    [CascadingParameter(Name = nameof(CurrentUser))] public UserId CurrentUser { get; set; }

    /// <summary>Told how to turn it on.</summary>
    [Parameter] public bool IsAdmin { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!face.IsOffered) return;
        await LookAsync();
        Follow(updates, CurrentUser, LookAsync, LiveTopic.Notices);
        LookNowAndThen(wall, LookAsync);
    }

    private async Task LookAsync()
    {
        _chat = await links.FindAsync(CurrentUser, Leaving);
        if (_chat is not null) _code = null;
    }

    private async Task OfferAsync()
    {
        _code = await links.OfferAsync(CurrentUser, wall.GetUtcNow(), Leaving);
        _refused = _code is null;
        _bot = await face.NameAsync(Leaving);
    }

    private async Task UnlinkAsync()
    {
        await links.UnlinkAsync(CurrentUser, CancellationToken.None);
        await LookAsync();
    }
}
