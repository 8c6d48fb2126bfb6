using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Time;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Accounts.Pages;

public sealed partial class DevicesPage(ISignInSessions sessions, SignIns signIns, TimeProvider clock) : ComponentBase
{
    private const string Others = "others";

    private IReadOnlyList<SignInSession> _sessions = [];
    private UserId _owner;
    private SessionId? _this;
    private string? _done;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm]
    private string? Session { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (_owner, _this) = (Http.User.RequireUserId(), Http.User.SessionId());
        _sessions = await sessions.OpenAsync(_owner, default);
    }

    private async Task RevokeAsync()
    {
        if (Session == Others)
        {
            var ended = await sessions.EndAllAsync(_owner, _this, clock.GetUtcNow(), signIns.Address, CancellationToken.None);
            _done = Texts.Format(AccountsText.DevicesRevoked, ended);
        }
        else if (Guid.TryParse(Session, out var id))
        {
            await sessions.EndAsync(_owner, new SessionId(id), AuditActs.DeviceRevoked, clock.GetUtcNow(), signIns.Address, CancellationToken.None);
            _done = AccountsText.DeviceRevoked;
        }

        _sessions = await sessions.OpenAsync(_owner, default);
    }

    private static string Day(DateTimeOffset at) => Kst.In(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
