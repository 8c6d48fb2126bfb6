using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Live;
using CoinPulse.Web.Live;
using CoinPulse.Web.Trading;
using CoinPulse.Web.Trading.History;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Holdings;

/// <summary>Every order of the account that a person looks at, open and past, with its trades, whoever placed it.</summary>
public sealed partial class OrdersPage(
    IViewedAccount viewed, IOrderRecords records, IHistoryMarks marks, IMarketHub hub, LiveUpdates updates, NavigationManager navigation, EngineClock clock, TimeProvider wall) : AddressView(navigation)
{
    private FoundOrders? _found;
    private HistoryMark? _mark;
    private IReadOnlyList<(string Value, string Text)> _markets = [];
    private DateTimeOffset _at;

    protected override IReadOnlyList<string> Filters => RecordAddress.Filters;

    private static IReadOnlyList<(string Value, string Text)> Sides => [.. Enum.GetValues<OrderSide>().Select(side => (side.ToString(), HoldingsWords.Of(side)))];

    private static IReadOnlyList<(string Value, string Text)> Sources => [.. Enum.GetValues<OrderSource>().Select(source => (source.ToString(), HoldingsWords.Of(source)))];

    private static IReadOnlyList<(string Value, string Text)> States => [.. Enum.GetValues<OrderStanding>().Select(standing => (standing.ToString(), HoldingsWords.Of(standing)))];

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Follow(updates, CurrentUser, ReadAsync, LiveTopic.Orders, LiveTopic.Account);
        LookNowAndThen(wall, ReadAsync);
    }

    protected override async Task ReadAsync()
    {
        var account = await viewed.OpenAsync(CurrentUser, Leaving);
        _mark = await marks.FindAsync(CurrentUser, account.Id, Leaving);
        _markets = [.. (await records.MarketsAsync(CurrentUser, account.Id, Leaving)).Select(market => (market.Value, NameOf(market)))];
        _found = await records.FindAsync(CurrentUser, account.Id, RecordAddress.Read(Word), Leaving);
        _at = clock.GetUtcNow();
    }

    private string NameOf(MarketCode market) => hub.Find(market) is { } known ? Names.Of(known) : market.Base.Value;
}
