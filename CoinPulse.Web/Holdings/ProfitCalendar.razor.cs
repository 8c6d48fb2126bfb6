using System.Globalization;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Holdings;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Time;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Web.Live;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading;
using Microsoft.AspNetCore.Components;

namespace CoinPulse.Web.Holdings;

/// <summary>What each day of a month brought, after fees, by the account's books. A day opens the trades that were finished on it.</summary>
public sealed partial class ProfitCalendar(IDayStore days, ITradeHistory trades, IMarketHub hub, LiveUpdates updates) : LiveComponent
{
    private const int MostTrades = 200;

    private IReadOnlyList<ProfitDay>? _year;
    private IReadOnlyList<Position>? _trades;
    private (AccountId, DateOnly, DateOnly?)? _read;

    [CascadingParameter] public required UserId CurrentUser { get; set; }

    [Parameter, EditorRequired] public TradingAccount Account { get; set; } = null!;

    /// <summary>The engine's time.</summary>
    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    /// <summary>As <c>2026-04</c>; the present month when it is none.</summary>
    [SupplyParameterFromQuery(Name = "month")] public string? MonthKey { get; set; }

    [SupplyParameterFromQuery(Name = "day")] public string? DayKey { get; set; }

    /// <summary>Its first day.</summary>
    private DateOnly Month => Read(MonthKey + "-01") is { } first ? first : new DateOnly(Kst.DayOf(Now).Year, Kst.DayOf(Now).Month, 1);

    private DateOnly? Day => Read(DayKey);

    private string Title => Figures.Words(HoldingsText.CalendarTitle, Month.Year, CultureInfo.CurrentUICulture.DateTimeFormat.GetMonthName(Month.Month));

    private IEnumerable<ProfitDay> OfMonth => _year!.Where(day => day.On.Month == Month.Month);

    private ProfitSum MonthSum => ProfitSum.Of(OfMonth);

    private ProfitSum YearSum => ProfitSum.Of(_year!);

    protected override void OnInitialized() => Follow(updates, CurrentUser, ReadAsync, LiveTopic.Positions, LiveTopic.Orders);

    protected override Task OnParametersSetAsync()
    {
        if (_read == (Account.Id, Month, Day)) return Task.CompletedTask;
        _read = (Account.Id, Month, Day);
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        _year = await days.ProfitAsync(Account.Owner, Account.Id, new DateOnly(Month.Year, 1, 1), new DateOnly(Month.Year, 12, 31), Leaving);
        _trades = Day is { } day
            ? (await trades.ClosedAsync(Account.Owner, Account.Id, new TradeQuery(From: day, Through: day, Take: MostTrades), Leaving)).Trades
            : null;
    }

    /// <summary>Whole weeks from Monday on, so that each day stands under its name.</summary>
    private IEnumerable<IReadOnlyList<DateOnly>> Weeks()
    {
        var first = Month.AddDays(-(((int)Month.DayOfWeek + 6) % 7));
        for (var monday = first; monday < Month.AddMonths(1); monday = monday.AddDays(7)) yield return [.. Enumerable.Range(0, 7).Select(monday.AddDays)];
    }

    private ProfitDay? Find(DateOnly day) => _year!.FirstOrDefault(known => known.On == day);

    /// <summary>How strong a day's colour is: its part of the month's greatest gain or loss.</summary>
    private int Strength(ProfitDay day)
    {
        var most = OfMonth.Max(known => known.Profit.Abs()).Value;
        return most == 0 ? 0 : 8 + (int)(22 * day.Profit.Abs().Value / most);
    }

    private static string Rate(ProfitSum sum) => sum.WinRate is { } rate
        ? $"{HoldingsText.WinRate} {Figures.Percent(rate, 0)} · {Figures.Words(HoldingsText.WinRateNote, sum.Closed, sum.Won)}"
        : HoldingsText.WinRateNone;

    private string NameOf(MarketCode market) => hub.Find(market) is { } known ? Names.Of(known) : market.Base.Value;

    private static string Href(DateOnly month, DateOnly? day = null) =>
        $"/holdings?tab=calendar&month={month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}{(day is { } chosen ? $"&day={HoldingsWords.Day(chosen)}" : "")}";

    private static DateOnly? Read(string? word) =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 3000 ? day : null;
}
