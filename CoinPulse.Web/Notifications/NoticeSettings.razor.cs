using CoinPulse.Core.Accounts;
using CoinPulse.Core.Notifications;
using CoinPulse.Web.Accounts.Mail;
using CoinPulse.Web.Live;
using CoinPulse.Web.Notifications.Telegram;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CoinPulse.Web.Notifications;

/// <summary>How a person wants to be told: by which way, of what, and when not. Every choice is kept at once.</summary>
public sealed partial class NoticeSettings(INotices notices, IMailSender mail, ITelegramFace telegram, IUserDirectory people) : LiveComponent
{
    public const string Key = "notifications";

    private const int FirstDigest = 9;

    private static readonly QuietHours FirstQuiet = new(23, 7);

    private NoticeWishes? _wishes;
    private PersonAccount? _person;
    private bool _isAdmin;

    [CascadingParameter(Name = nameof(CurrentUser))] public UserId CurrentUser { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? Person { get; set; }

    private IReadOnlyList<NoticeChannels> Offered => [.. Enum.GetValues<NoticeChannels>().Where(channel => channel switch
    {
        NoticeChannels.Email => mail.Reaches,
        NoticeChannels.Telegram => telegram.IsOffered,
        NoticeChannels.Browser => true,
        _ => false,
    })];

    private string MailState => !mail.Reaches ? NotificationsText.MailOff
        : _person is { EmailConfirmed: false } ? NotificationsText.MailUnconfirmed
        : _person is { } person ? Shared.Figures.Words(NotificationsText.MailTo, person.Person.Email) : "";

    protected override async Task OnInitializedAsync()
    {
        _isAdmin = Person is not null && (await Person).User.IsInRole(Roles.Admin);
        _person = await people.FindAsync(CurrentUser, Leaving);
        _wishes = await notices.WishesAsync(CurrentUser, Leaving);
    }

    private Task QuietAsync(bool on) => ChangeAsync(kept => kept.KeepQuiet(on ? FirstQuiet : null));

    private async Task ChangeAsync(Action<NoticeWishes> change) => _wishes = await notices.ChangeWishesAsync(CurrentUser, change, CancellationToken.None);
}
