using System.Globalization;
using System.Text.Json;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Core.Outcomes;
using CoinPulse.Core.Trading;
using CoinPulse.Core.Trading.Cycle;

namespace CoinPulse.Core.Notifications;

/// <summary>Which acts on record are told, and as what. Pure: the same entry is always the same notice.</summary>
internal static class AuditTelling
{
    private const string PositionTarget = "position:";

    private static readonly Dictionary<string, NoticeKind> Kinds = new(StringComparer.Ordinal)
    {
        [AuditActs.PositionOpened] = NoticeKind.Entered,
        [AuditActs.PositionClosed] = NoticeKind.Left,   // or StopFired
        [AuditActs.StrategyHeld] = NoticeKind.Emergency,
        [AuditActs.GuardTroubled] = NoticeKind.GuardTroubled,
        [AuditActs.GuardClear] = NoticeKind.GuardClear,
        [AuditActs.TargetTakenBack] = NoticeKind.TargetTakenBack,
        [AuditActs.PositionOversold] = NoticeKind.Oversold,
        [AuditActs.InvariantViolated] = NoticeKind.AccountHeld,
        [AuditActs.InvariantsClean] = NoticeKind.AccountFree,
        [AuditActs.KeyEndsSoon] = NoticeKind.KeyEndsSoon,
        [AuditActs.KeyBroken] = NoticeKind.KeyBroken,
        [AuditActs.KeyEntered] = NoticeKind.KeyChanged,
        [AuditActs.KeyReplaced] = NoticeKind.KeyChanged,
        [AuditActs.KeyRemoved] = NoticeKind.KeyChanged,
        [AuditActs.StopSwitchOn] = NoticeKind.BuysStopped,    // the platform's alone
        [AuditActs.StopSwitchOff] = NoticeKind.BuysAllowed,
        [AuditActs.SignedIn] = NoticeKind.NewDevice,          // when it is one
        [AuditActs.LockedOut] = NoticeKind.LockedOut,
        [AuditActs.PasswordChanged] = NoticeKind.PasswordChanged,
        [AuditActs.PasswordReset] = NoticeKind.PasswordChanged,
        [AuditActs.TwoFactorOn] = NoticeKind.TwoFactorChanged,
        [AuditActs.TwoFactorOff] = NoticeKind.TwoFactorChanged,
        [AuditActs.TwoFactorReset] = NoticeKind.TwoFactorChanged,
        [AuditActs.RecoveryCodeUsed] = NoticeKind.RecoveryCodeUsed,
        [AuditActs.WentLive] = NoticeKind.LiveChanged,
        [AuditActs.BackToPaper] = NoticeKind.LiveChanged,
        [AuditActs.TelegramLinked] = NoticeKind.TelegramChanged,
        [AuditActs.TelegramUnlinked] = NoticeKind.TelegramChanged,
        [AuditActs.TelegramMaySell] = NoticeKind.TelegramChanged,
        [AuditActs.TelegramMayNotSell] = NoticeKind.TelegramChanged,
    };

    public static IReadOnlyCollection<string> Acts => Kinds.Keys;

    /// <summary>An act that stops or allows everybody's buys.</summary>
    public static bool IsForEveryone(AuditEntry entry) =>
        entry.Subject is null && entry.Act is AuditActs.StopSwitchOn or AuditActs.StopSwitchOff && entry.Target?.StartsWith($"{StopScope.Platform}:", StringComparison.Ordinal) == true;

    public static PositionId? PositionOf(AuditEntry entry) =>
        entry.Target is { } target && target.StartsWith(PositionTarget, StringComparison.Ordinal) && Guid.TryParse(target.AsSpan(PositionTarget.Length), out var id) ? new PositionId(id) : null;

    /// <param name="to">Whom it is told: the entry's subject, or each of everybody.</param>
    /// <param name="position">The position it is about, where it is about one.</param>
    public static Notice? Of(AuditEntry entry, UserId to, Position? position)
    {
        if (!Kinds.TryGetValue(entry.Act, out var kind)) return null;
        if (kind is NoticeKind.BuysStopped or NoticeKind.BuysAllowed && !IsForEveryone(entry)) return null;
        if (position is null && (PositionOf(entry) is not null || kind is NoticeKind.Entered or NoticeKind.Left)) return null;
        if (kind == NoticeKind.Left && position!.ClosedBecause is ExitReason.Emergency or ExitReason.StopLoss or ExitReason.BreakEven or ExitReason.TrailingStop) kind = NoticeKind.StopFired;
        var facts = position is null ? FactsOf(entry, kind) : PositionFacts.Of(position);
        return new Notice(to, $"audit:{entry.Id.Value:N}", kind, entry.At, entry.Target, IsEngines(entry) ? ReasonOf(entry) : null, facts);
    }

    private static bool IsEngines(AuditEntry entry) => entry.Why is not null && (PositionOf(entry) is not null || entry.Act is AuditActs.InvariantViolated);

    /// <summary>The engine writes its reason's code as why, and its facts as details.</summary>
    private static Reason ReasonOf(AuditEntry entry)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        using var details = Parse(entry);
        if (details?.RootElement.ValueKind == JsonValueKind.Object)
        {
            foreach (var fact in details.RootElement.EnumerateObject()) facts[fact.Name] = fact.Value.ToString();
        }

        return new Reason(entry.Why!, facts);
    }

    /// <summary>Details that do not read are left out: one odd entry must not keep everything after it from being told.</summary>
    private static JsonDocument? Parse(AuditEntry entry)
    {
        try
        {
            return entry.Details is { } json ? JsonDocument.Parse(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> FactsOf(AuditEntry entry, NoticeKind kind)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["act"] = entry.Act };
        if (entry.Address is { } address && NoticeKinds.Of(kind).Category == NoticeCategory.Security) facts["address"] = address;
        if (entry.Why is { } why && kind is NoticeKind.BuysStopped or NoticeKind.BuysAllowed or NoticeKind.KeyBroken) facts["why"] = why;
        using var details = Parse(entry);
        if (details is null) return facts;
        switch (details.RootElement.ValueKind)
        {
            case JsonValueKind.String when kind == NoticeKind.Emergency:
                facts["strategy"] = details.RootElement.GetString()!;
                break;
            case JsonValueKind.Object when kind == NoticeKind.NewDevice:
                Take("Device", "device");
                break;
            case JsonValueKind.Object when kind == NoticeKind.KeyEndsSoon:
                Take("WarnedDays", "days");
                Take("ExpiresAt", "until");
                break;
        }

        return facts;

        void Take(string property, string fact)
        {
            if (details.RootElement.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null) facts[fact] = value.ToString();
        }
    }
}

/// <summary>What is said of a position.</summary>
internal static class PositionFacts
{
    public static Dictionary<string, string> Of(Position position)
    {
        var paid = position.BoughtFunds + position.BoughtFees;
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["account"] = position.Kind.ToString(),
            ["market"] = position.Market.Value,
            ["strategy"] = position.Strategy.Value,
            ["quantity"] = Text(position.Bought.Value),
            ["price"] = Text(position.Cost.Value),
            ["paid"] = Text(paid.Value),
            ["profit"] = Text(position.Profit.Value),
        };
        if (paid.IsPositive) facts["gain"] = Text(position.Profit.Value / paid.Value);
        if (position is { OpenedAt: { } opened, ClosedAt: { } closed }) facts["held"] = Text((decimal)(closed - opened).TotalSeconds);
        return facts;
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
