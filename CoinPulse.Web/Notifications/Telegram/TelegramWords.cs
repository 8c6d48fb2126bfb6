using CoinPulse.Core.Notifications;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;
using CoinPulse.Core.Trading.Rules;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Notifications.Telegram;

/// <summary>The bot's answers, in the language of the thread that asks for them.</summary>
internal static class TelegramWords
{
    private const int MostPositions = 20;

    public static string Status(IReadOnlyList<AccountGlance> accounts) => Each(accounts, glance => Figures.Words(
        NotificationsText.TelegramStatus,
        Name(glance),
        glance.Account.TradingOn ? NotificationsText.On : NotificationsText.Off,
        glance.Stops == EntryStops.None ? NotificationsText.BuysOpen : NotificationsText.BuysClosed,
        glance.Open.Count,
        Figures.SignedWon(glance.Floating)));

    public static string Positions(IReadOnlyList<AccountGlance> accounts) => Each(accounts, glance => glance.Open.Count == 0
        ? Figures.Words(NotificationsText.TelegramNoPositions, Name(glance))
        : string.Join('\n', glance.Open.Take(MostPositions).Select(Line).Prepend(Figures.Words(NotificationsText.TelegramPositions, Name(glance), glance.Open.Count))));

    public static string Profit(IReadOnlyList<AccountGlance> accounts) => Each(accounts, glance => Figures.Words(
        NotificationsText.TelegramProfit, Name(glance), Figures.SignedWon(glance.Day.Profit), glance.Day.Total, glance.Day.Won, Figures.SignedWon(glance.Floating)));

    public static string Ask(IReadOnlyList<AccountGlance> accounts, string number, int seconds) => Figures.Words(
        NotificationsText.TelegramAsk, Each(accounts, glance => Figures.Words(NotificationsText.TelegramAskLine, Name(glance), glance.Open.Count, Figures.SignedWon(glance.Floating))), number, seconds);

    public static string Sold(PanicReport report) => report.Flat == report.Positions
        ? Figures.Words(NotificationsText.TelegramFlat, report.Positions, report.Took.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.CurrentCulture))
        : Figures.Words(NotificationsText.TelegramStanding, report.Flat, report.Positions, report.Positions - report.Flat);

    private static string Each(IReadOnlyList<AccountGlance> accounts, Func<AccountGlance, string> say) =>
        accounts.Count == 0 ? NotificationsText.TelegramNoAccount : string.Join("\n\n", accounts.Select(say));

    private static string Name(AccountGlance glance) => glance.Account.Kind == AccountKind.Paper ? NotificationsText.Account_Paper : NotificationsText.Account_Upbit;

    private static string Line(GlancedPosition position) => Figures.Words(
        NotificationsText.TelegramPosition,
        position.Market.Base.Value,
        position.Gain is { } gain ? Figures.SignedPercent(gain) : "–",
        position.Profit is { } profit ? Figures.SignedWon(profit) : "–",
        position.ToStop is { } toStop ? Figures.SignedPercent(toStop) : "–");
}
