using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading.History;

/// <summary>Every decision of an account, bought or not, with what the strategy saw.</summary>
public sealed partial class DecisionTable(ITradeHistory history, IMarketHub hub, LiveUpdates updates, NavigationManager navigation) : HistoryView(history, navigation)
{
    private FoundDecisions? _found;

    private static IReadOnlyList<(string Value, string Text)> Kinds => [.. Enum.GetValues<DecisionKind>().Select(kind => (kind.ToString(), DecisionWords.Of(kind)))];

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Follow(updates, CurrentUser, ReadRowsAsync, LiveTopic.Decisions);
    }

    protected override async Task ReadRowsAsync() => _found = await History.DecisionsAsync(CurrentUser, Account, HistoryAddress.Decisions(Word), Leaving);

    protected override string NameOf(MarketCode market) => hub.Find(market) is { } known ? Names.Of(known) : market.Base.Value;
}
