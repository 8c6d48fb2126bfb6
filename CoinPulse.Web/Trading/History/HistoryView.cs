using CoinPulse.Core.Markets;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Trading.Positions;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Trading.History;

/// <summary>A list of what has happened on an account.</summary>
public abstract class HistoryView(ITradeHistory history, NavigationManager navigation) : AddressView(navigation)
{
    [Parameter, EditorRequired] public AccountId Account { get; set; }

    /// <summary>The engine's time.</summary>
    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    protected ITradeHistory History { get; } = history;

    /// <summary>The markets to choose from.</summary>
    protected IReadOnlyList<(string Value, string Text)> Markets { get; private set; } = [];

    protected override IReadOnlyList<string> Filters => HistoryAddress.Filters;

    protected static IReadOnlyList<(string Value, string Text)> Strategies =>
        [.. StrategyCatalog.Offered.Strategies.Select(strategy => (strategy.Id.Value, PositionWords.Strategy(strategy.Id)))];

    protected override async Task ReadAsync()
    {
        Markets = [.. (await History.MarketsAsync(CurrentUser, Account, Leaving)).Select(market => (market.Value, NameOf(market)))];
        await ReadRowsAsync();
    }

    protected abstract Task ReadRowsAsync();

    protected abstract string NameOf(MarketCode market);

    protected string SortHref(TradeSort sort, TradeQuery query) => With(
        (HistoryAddress.Sort, sort.ToString()),
        (HistoryAddress.Ascending, query.Sort == sort && !query.Ascending ? "1" : null),
        (HistoryAddress.Page, null));
}
