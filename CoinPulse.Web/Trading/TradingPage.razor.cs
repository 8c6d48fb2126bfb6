using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading;

/// <summary>What the engine does for one person, and the buttons that are theirs.</summary>
public sealed partial class TradingPage(ITradingReader reader, ITradingAccounts accounts, ITradingDesk desk, LiveUpdates updates) : LiveComponent
{
    private TradingPicture? _now;
    private Confirm _confirm = null!;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        Follow(updates, CurrentUser, RefreshAsync, LiveTopic.Prices, LiveTopic.Positions, LiveTopic.Decisions, LiveTopic.Account);
    }

    private async Task RefreshAsync() => _now = await reader.ReadAsync(CurrentUser, Leaving);

    private async Task TurnTradingAsync()
    {
        await accounts.TurnTradingAsync(CurrentUser, _now!.Account.Id, !_now.Account.TradingOn, Leaving);
        await RefreshAsync();
    }

    private async Task SellAsync(OpenPosition open)
    {
        var name = open.Market is { } market ? Names.Of(market) : open.Position.Market.Value;
        var sentence = string.Format(
            CultureInfo.CurrentCulture,
            TradingText.SellSentence,
            name,
            Figures.Won(open.Price is { } price ? price * open.Position.Held : open.Position.HeldFunds),
            open.Profit is { } profit ? Figures.SignedWon(profit) : "–");
        if (!await _confirm.AskAsync(new ConfirmQuestion(TradingText.SellQuestion, sentence, TradingText.SellAll))) return;
        await desk.SellAsync(CurrentUser, open.Position.Account, open.Position.Id, CancellationToken.None);
        await RefreshAsync();
    }
}
