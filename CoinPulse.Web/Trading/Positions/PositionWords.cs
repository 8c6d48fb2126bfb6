using System.Globalization;
using CoinPulse.Core.Money;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Guards;
using CoinPulse.Core.Trading.Journal;
using CoinPulse.Core.Trading.Reading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Shared;

namespace CoinPulse.Web.Trading.Positions;

/// <summary>What belongs to a position, in the reader's language.</summary>
internal static class PositionWords
{
    public static string Of(PositionState state) => Text($"State_{state}");

    public static string Of(ExitReason because) => Text($"Because_{because}");

    public static string Of(StopKind kind) => Text($"StopKind_{kind}");

    /// <summary>What would hinder this guard if it fired now, a sentence each; told before the stop, when it can still be mended.</summary>
    public static IReadOnlyList<string> Troubles(Guard? guard) => guard is { IsLive: true }
        ? [.. Enum.GetValues<GuardTroubles>().Where(trouble => trouble != GuardTroubles.None && guard.Troubles.HasFlag(trouble)).Select(Of)]
        : [];

    public static string Of(GuardTroubles trouble) => Text($"Trouble_{trouble}");

    public static string Of(IntentRoute route) => Text($"Route_{route}");

    public static string Name(OpenPosition open) => open.Market is { } market ? Names.Of(market) : open.Position.Market.Base.Value;

    public static string Strategy(StrategyId id) =>
        TradingText.ResourceManager.GetString($"Strategy_{id.Value.Replace('-', '_')}", CultureInfo.CurrentUICulture) ?? id.Value;

    public static string Attempt(Intent order) => Figures.Words(PositionText.OrderAttempt, Text($"Leg_{order.Leg}"), order.Attempt);

    public static string Kind(Intent order) => Figures.Words(Text($"Kind_{order.Kind}"), order.Limit is { } limit ? Figures.Price(limit) : "");

    public static string State(Intent order) =>
        order is { State: IntentState.Cancelled, Executed.IsZero: true } ? PositionText.Intent_CancelledEmpty : Text($"Intent_{order.State}");

    /// <summary>Why an order came to nothing: our class of it in words; a code without words shows itself.</summary>
    public static string? Refusal(Intent order) => order.RefusalCode is { } code
        ? PositionText.ResourceManager.GetString($"Refusal_{code}", CultureInfo.CurrentUICulture) ?? code
        : null;

    public static string Problem(Problem problem) =>
        Figures.Words(Text($"Problem_{problem.Code}"), [.. problem.Arguments.Select(argument => argument is Price price ? Figures.Price(price) : argument)]);

    public static string Milliseconds(TimeSpan took) =>
        Figures.Words(PositionText.Milliseconds, took.TotalMilliseconds.ToString(took.TotalMilliseconds < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture));

    /// <summary>Nothing is bought yet: what would be sold is the order itself.</summary>
    public static bool IsOnlyOrdered(Position position) => position is { State: PositionState.Opening, Held.IsZero: true };

    public static string SellAct(Position position) => IsOnlyOrdered(position) ? PositionText.CancelEntry : PositionText.SellAll;

    public static string Sold(Position position, bool begun) =>
        begun ? (IsOnlyOrdered(position) ? PositionText.CancelBegun : PositionText.SellBegun) : PositionText.SellNothing;

    public static ConfirmQuestion SellQuestion(OpenPosition open)
    {
        if (IsOnlyOrdered(open.Position)) return new ConfirmQuestion(PositionText.CancelTitle, Figures.Words(PositionText.CancelSentence, Name(open), Figures.Won(open.Position.Budget)), PositionText.CancelEntry);
        var (name, quantity) = (Name(open), Figures.Quantity(open.Position.Held));
        return new ConfirmQuestion(PositionText.SellTitle, open is { Price: { } price, Profit: { } profit } ? WithNumbers(price, profit) : Figures.Words(PositionText.SellSentenceNoPrice, name, quantity), PositionText.SellAll);

        string WithNumbers(Price price, Krw profit)
        {
            var (funds, fee) = (price * open.Position.Held, price * open.Position.Held * open.Position.Fee);
            return Figures.Words(PositionText.SellSentence, name, quantity, Figures.Price(price), Figures.Won(fee), Figures.Won(funds - fee), Figures.SignedWon(profit));
        }
    }

    private static string Text(string key) => PositionText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
