using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Time;
using CoinPulse.Web.Accounts.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Accounts.Pages;

/// <summary>A person's Upbit key: given once, never shown again.</summary>
public sealed partial class UpbitKeyPage(KeyDesk desk, IKeyVault vault, IKeyHoldings holdings, IOptions<ServerOptions> server, SignIns signIns, TimeProvider wall) : ComponentBase
{
    private const string Check = "check";
    private const string Remove = "remove";

    private IReadOnlyList<string> _problems = [];
    private PocketTraces _traces = PocketTraces.None;
    private StoredKey? _key;
    private UserId _owner;
    private string? _done;
    private bool _asksWords;
    private bool _asksMarkets;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "key")]
    private KeyForm? Form { get; set; }

    [SupplyParameterFromForm(FormName = "standing")]
    private string? Act { get; set; }

    [SupplyParameterFromForm(FormName = "standing")]
    private string? Held { get; set; }

    private string Addresses => server.Value.Addresses is { Count: > 0 } addresses
        ? Texts.Format(AccountsText.UpbitKeyHowAddresses, string.Join(", ", addresses))
        : AccountsText.UpbitKeyHowAddressesUnknown;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new KeyForm();
        _owner = Http.User.RequireUserId();
        await ReadAsync();
    }

    private async Task KeepAsync()
    {
        var accepted = string.Equals(Form!.Words.Trim(), AccountsText.UpbitKeySentence, StringComparison.OrdinalIgnoreCase);
        var kept = await desk.PutAsync(_owner, new ExchangeKey(Form.Access, Form.Secret), new KeyWords(accepted, Form.Markets), signIns.Address, Http.RequestAborted);
        Tell(kept.Problems, AccountsText.UpbitKeyEntered);
        _asksMarkets = kept.Problems.Any(problem => problem.Code == KeyProblems.PocketDoubtful);
        _asksWords = kept.Problems.Any(problem => problem.Code == KeyProblems.WithdrawalUnknown) || (_asksMarkets && accepted);
        await ReadAsync();
    }

    private async Task ActAsync()
    {
        if (_key is null) return;
        if (Act == Check)
        {
            await desk.CheckAsync(_key, Http.RequestAborted);
            _done = AccountsText.UpbitKeyChecked;
        }
        else if (Act == Remove)
        {
            Tell((await desk.RemoveAsync(_owner, _key.Id, Held, signIns.Address, CancellationToken.None)).Problems, AccountsText.UpbitKeyRemoved);
        }

        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _key = await vault.FindAsync(_owner, Http.RequestAborted);
        _traces = await holdings.TracesAsync(_owner, Http.RequestAborted);
    }

    private void Tell(IReadOnlyList<Problem> problems, string done)
    {
        _problems = [.. problems.Select(problem => Texts.Format(AccountsText.ResourceManager.GetString($"Problem_{problem.Code}", CultureInfo.CurrentUICulture)!, [.. problem.Arguments]))];
        _done = problems.Count == 0 ? done : null;
    }

    private static string Standing(StoredKey key) => key switch
    {
        { Trouble: { } trouble } => Texts.Format(AccountsText.UpbitKeyTrouble, trouble switch
        {
            ExchangeFaultKind.KeyInvalid => AccountsText.KeyTrouble_KeyInvalid,
            ExchangeFaultKind.KeyExpired => AccountsText.KeyTrouble_KeyExpired,
            ExchangeFaultKind.AddressNotAllowed => AccountsText.KeyTrouble_AddressNotAllowed,
            ExchangeFaultKind.PermissionMissing => AccountsText.KeyTrouble_PermissionMissing,
            _ => AccountsText.KeyTrouble_Other,
        }),
        { WorkedAt: { } worked } when worked == key.CheckedAt => AccountsText.UpbitKeyWorks,
        _ => AccountsText.UpbitKeyNotAnswered,
    };

    private string Ends(StoredKey key) => key.ExpiresAt is { } end
        ? Texts.Format(AccountsText.UpbitKeyEndsIn, Minute(end), Math.Max(0, (int)Math.Floor((end - wall.GetUtcNow()).TotalDays)))
        : AccountsText.UpbitKeyEndUnknown;

    private static string Withdraws(StoredKey key) => key.Withdraws switch
    {
        KeyMay.Yes => AccountsText.UpbitKeyWithdrawsYes,
        KeyMay.No => AccountsText.UpbitKeyWithdrawsNo,
        KeyMay.Unknown => AccountsText.UpbitKeyWithdrawsUnknown,
    };

    private static string Minute(DateTimeOffset at) => Kst.In(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public sealed class KeyForm
    {
        [Needed, AtMost(100), Display(Name = nameof(AccountsText.UpbitKeyAccess), ResourceType = typeof(AccountsText))]
        public string Access { get; set; } = "";

        [Needed, AtMost(100), Display(Name = nameof(AccountsText.UpbitKeySecret), ResourceType = typeof(AccountsText))]
        public string Secret { get; set; } = "";

        /// <summary>Asked for only in doubt: a form without the field brings none.</summary>
        [AtMost(100)]
        public string Words
        {
            get;
            set => field = value ?? "";
        } = "";

        /// <summary>Asked for only in doubt, like <see cref="Words"/>.</summary>
        [AtMost(2_000)]
        public string Markets
        {
            get;
            set => field = value ?? "";
        } = "";
    }
}
