namespace CoinPulse.Web.Notifications.Telegram;

internal enum TelegramAct
{
    None,
    Help,
    Status,
    Positions,
    Profit,
    Stop,
    Panic,
    Confirm,
    Link,
    Unlink,
}

/// <summary>What somebody wants of the bot, in Korean or English, with or without the slash.</summary>
/// <param name="Argument">The code of a link, the number of a confirmation.</param>
internal sealed record TelegramCommand(TelegramAct Act, string Argument = "")
{
    private static readonly Dictionary<string, TelegramAct> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["도움말"] = TelegramAct.Help,
        ["help"] = TelegramAct.Help,
        ["상태"] = TelegramAct.Status,
        ["status"] = TelegramAct.Status,
        ["포지션"] = TelegramAct.Positions,
        ["positions"] = TelegramAct.Positions,
        ["수익"] = TelegramAct.Profit,
        ["profit"] = TelegramAct.Profit,
        ["정지"] = TelegramAct.Stop,
        ["stop"] = TelegramAct.Stop,
        ["전량매도"] = TelegramAct.Panic,
        ["panic"] = TelegramAct.Panic,
        ["매도확인"] = TelegramAct.Confirm,
        ["confirm"] = TelegramAct.Confirm,
        ["연결"] = TelegramAct.Link,
        ["link"] = TelegramAct.Link,
        ["해제"] = TelegramAct.Unlink,
        ["unlink"] = TelegramAct.Unlink,
    };

    public static TelegramCommand Of(string text)
    {
        var words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return new(TelegramAct.None);
        var (name, argument) = (words[0].TrimStart('/').Split('@')[0], words.Length > 1 ? words[1] : "");

        // /start alone is what opening the bot sends; with a code it is the link of our page.
        if (name.Equals("start", StringComparison.OrdinalIgnoreCase)) return argument.Length > 0 ? new(TelegramAct.Link, argument) : new(TelegramAct.Help);
        return Words.TryGetValue(name, out var act) ? new(act, argument) : new(TelegramAct.None);
    }
}
