using CoinPulse.Core.Exchanges;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Money;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading.History;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Holdings;

/// <summary>What an account was worth day by day, with what came and went, beside the same won in bitcoin.</summary>
public sealed partial class BalanceHistoryPanel(IBalanceHistory reader, EngineClock clock) : LiveComponent
{
    private const int DaysShown = 31;

    private BalanceHistory? _history;
    private IReadOnlyList<EquityPoint> _points = [];
    private IReadOnlyList<BenchmarkLine> _bitcoin = [];
    private EquityNotes _notes = EquityNotes.None;
    private (AccountId, string)? _read;

    [Parameter, EditorRequired] public TradingAccount Account { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "range")] public string? RangeKey { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageKey { get; set; }

    private BalanceRange Range => BalanceRange.Find(RangeKey);

    /// <summary>How many days leave coins out.</summary>
    private int Lacking => _history!.Days.Count(day => day.LacksPrices);

    private int Page => HistoryAddress.PageOf(PageKey);

    /// <summary>Read when it is opened, or shows something else: a day more a day is not worth more looks.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Account.Id, Range.Key)) return;
        _read = (Account.Id, Range.Key);
        _history = null;
        var history = await reader.ReadAsync(Account, Range.From(Kst.Today(clock)), Leaving);
        _points = [.. history.Days.Where(day => !day.LacksPrices).Select(day => new EquityPoint(day.At, day.Equity))];
        _bitcoin = history.InBitcoin.Count < 2 ? [] : [new BenchmarkLine(HoldingsText.HistoryBitcoin, [.. history.InBitcoin.Select(point => new EquityPoint(point.At, point.Worth))])];
        _notes = new EquityNotes(
            HoldingsText.HistoryComputed,
            [.. history.Days.Where(day => day.IsComputed).Select(day => day.At)],
            history.Days.Count < 2 ? [] : [.. history.Transfers.Select(transfer => Mark(history, transfer))]);
        _history = history;
    }

    private string PageHref(int page) => $"/holdings?tab=history&range={Range.Key}&page={page}";

    /// <summary>The present is no day yet.</summary>
    private IEnumerable<DayBalance> Newest(BalanceHistory history) => history.Days.SkipLast(1).Reverse().Skip((Page - 1) * DaysShown).Take(DaysShown);

    private Krw Sum(TransferDirection direction) =>
        _history!.Transfers.Where(transfer => transfer.Transfer.Direction == direction).Aggregate(Krw.Zero, (sum, transfer) => sum + transfer.Worth);

    /// <summary>On the line, where the transfer was made.</summary>
    private static EquityMark Mark(BalanceHistory history, ValuedTransfer valued)
    {
        var isDeposit = valued.Transfer.Direction == TransferDirection.Deposit;
        var height = history.Days.LastOrDefault(day => day.At <= valued.Transfer.At) ?? history.Days[0];
        return new EquityMark(
            valued.Transfer.At, height.Equity, Figures.Words(HoldingsText.TransferMark, HoldingsWords.Kind(valued.Transfer), Figures.Won(valued.Worth)), isDeposit);
    }
}
