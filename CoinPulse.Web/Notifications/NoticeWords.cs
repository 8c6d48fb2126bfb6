using System.Globalization;
using System.Text.RegularExpressions;
using CoinPulse.Core.Markets;
using CoinPulse.Core.Money;
using CoinPulse.Core.Notifications;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Strategies;
using CoinPulse.Web.Operations.Admin;
using CoinPulse.Web.Shared;
using CoinPulse.Web.Trading;

namespace CoinPulse.Web.Notifications;

/// <summary>A notice in the language of whoever reads it, the same words in the centre, in a letter and on a phone.</summary>
internal static partial class NoticeWords
{
    private static readonly string[] AccountKinds = [nameof(AccountKind.Paper), nameof(AccountKind.Upbit)];

    public static string Title(Notice notice) => Fill($"Title_{notice.Kind}", notice);

    public static string Text(Notice notice) => notice.Kind == NoticeKind.Digest ? Digest(notice) : Fill($"Text_{notice.Kind}", notice);

    public static string Of(NoticeKind kind) => Find($"Kind_{kind}") ?? kind.ToString();

    public static string Of(NoticeCategory category) => Find($"Category_{category}") ?? category.ToString();

    public static string Of(NoticeChannels channel) => Find($"Channel_{channel}") ?? channel.ToString();

    /// <summary>Where what it is about can be seen; null when nowhere.</summary>
    public static string? PathOf(Notice notice) => notice.Target?.Split(':', 2) switch
    {
        ["position", var id] => $"/trading/positions/{id}",
        ["job", _] => notice.Kind == NoticeKind.BackupFailed ? "/admin/backups" : "/admin/schedules",
        _ => notice.Kind switch
        {
            NoticeKind.Emergency => "/trading?tab=strategies",
            NoticeKind.BooksDiffer => "/holdings#differences",
            NoticeKind.BooksAgree or NoticeKind.AccountHeld or NoticeKind.AccountFree => "/",
            NoticeKind.KeyEndsSoon or NoticeKind.KeyBroken or NoticeKind.KeyChanged => "/account/upbit-key",
            NoticeKind.LiveChanged => "/trading/live",
            NoticeKind.NewDevice => "/account/devices",
            NoticeKind.PasswordChanged or NoticeKind.LockedOut => "/account/password",
            NoticeKind.TwoFactorChanged or NoticeKind.RecoveryCodeUsed => "/account/security",
            NoticeKind.TelegramChanged or NoticeKind.ChannelGaveUp => "/settings?tab=notifications",
            NoticeKind.Digest => "/trading?tab=closed",
            _ => null,
        },
    };

    private static string Fill(string key, Notice notice) =>
        Find(key) is { } text ? Place().Replace(text, match => Value(match.Groups["name"].Value, notice) ?? "–") : notice.Kind.ToString();

    private static string? Value(string name, Notice notice)
    {
        if (name == "why" && notice.Why is { } reason) return ReasonText.Of(reason);
        if (name == "at") return Figures.Time(notice.At, precise: true);
        if (notice.Fact(name) is not { } fact) return null;
        return name switch
        {
            "market" => MarketCode.From(fact).Base.Value,
            "strategy" => Names.Of(StrategyId.From(fact)),
            "account" => Find($"Account_{fact}") ?? fact,
            "quantity" => Figures.Quantity(new Quantity(Number(fact))),
            "price" => Figures.Price(new Price(Number(fact))),
            "paid" => Figures.Won(new Krw(Number(fact))),
            "profit" => Figures.SignedWon(new Krw(Number(fact))),
            "gain" => Figures.SignedPercent(new Percent(Number(fact))),
            "held" => Figures.Span(TimeSpan.FromSeconds((double)Number(fact))),
            "until" => Figures.Time(DateTimeOffset.Parse(fact, CultureInfo.InvariantCulture)),
            "channel" => Find($"Channel_{fact}") ?? fact,
            "kind" => Find($"Kind_{fact}") ?? fact,
            "job" => JobWords.Name(fact),
            "act" => Find($"Act_{fact.Replace('.', '_')}") ?? fact,
            "why" when notice.Kind == NoticeKind.ChannelGaveUp => Find($"Why_{fact.Replace('-', '_')}") ?? fact,
            _ => fact,
        };
    }

    private static string Digest(Notice notice)
    {
        var lines = AccountKinds.Where(kind => notice.Fact($"{kind}_trades") is not null).Select(kind => Figures.Words(
            NotificationsText.DigestLine,
            Find($"Account_{kind}") ?? kind,
            Number(notice.Fact($"{kind}_trades")!),
            Number(notice.Fact($"{kind}_won")!),
            Figures.SignedWon(new Krw(Number(notice.Fact($"{kind}_profit")!))),
            Number(notice.Fact($"{kind}_open")!),
            Figures.SignedWon(new Krw(Number(notice.Fact($"{kind}_floating")!))))).ToList();
        return lines.Count == 0 ? NotificationsText.DigestEmpty : string.Join('\n', lines);
    }

    private static decimal Number(string fact) => decimal.Parse(fact, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);

    private static string? Find(string key) => NotificationsText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
