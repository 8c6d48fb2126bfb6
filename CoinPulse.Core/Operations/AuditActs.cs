namespace CoinPulse.Core.Operations;

/// <summary>The names of audited acts: <c>area.act</c>. Text key <c>Audit_{act with dots as underscores}</c>.</summary>
public static class AuditActs
{
    public const string SetUp = "people.set_up";
    public const string SignedUp = "people.signed_up";
    public const string SignedIn = "people.signed_in";
    public const string SignInFailed = "people.sign_in_failed";
    public const string LockedOut = "people.locked_out";
    public const string SignedOut = "people.signed_out";
    public const string DeviceRevoked = "people.device_revoked";
    public const string SignedOutEverywhere = "people.signed_out_everywhere";
    public const string PasswordChanged = "people.password_changed";
    public const string PasswordResetAsked = "people.password_reset_asked";
    public const string PasswordReset = "people.password_reset";
    public const string EmailConfirmed = "people.email_confirmed";
    public const string ProfileChanged = "people.profile_changed";
    public const string TwoFactorOn = "people.two_factor_on";
    public const string TwoFactorOff = "people.two_factor_off";
    public const string TwoFactorReset = "people.two_factor_reset";
    public const string RecoveryCodesMade = "people.recovery_codes_made";
    public const string RecoveryCodeUsed = "people.recovery_code_used";
    public const string Agreed = "people.agreed";
    public const string RoleGiven = "people.role_given";
    public const string RoleTaken = "people.role_taken";
    public const string Locked = "people.locked";
    public const string Unlocked = "people.unlocked";
    public const string SignUpOpened = "people.sign_up_opened";
    public const string SignUpClosed = "people.sign_up_closed";

    public const string KeyEntered = "keys.entered";
    public const string KeyReplaced = "keys.replaced";
    public const string KeyRemoved = "keys.removed";
    public const string KeyRefused = "keys.refused";
    public const string KeyUsed = "keys.used";
    public const string KeyBroken = "keys.broken";
    public const string KeyEndsSoon = "keys.ends_soon";

    public const string TelegramLinked = "notices.telegram_linked";
    public const string TelegramUnlinked = "notices.telegram_unlinked";
    public const string TelegramMaySell = "notices.telegram_may_sell";
    public const string TelegramMayNotSell = "notices.telegram_may_not_sell";

    public const string AccountOpened = "trading.account_opened";
    public const string AccountClosed = "trading.account_closed";
    public const string WentLive = "trading.went_live";
    public const string BackToPaper = "trading.back_to_paper";
    public const string TradingStarted = "trading.started";
    public const string TradingStopped = "trading.stopped";
    public const string StrategyArmed = "trading.strategy_armed";
    public const string StrategyDisarmed = "trading.strategy_disarmed";
    public const string StrategyHeld = "trading.strategy_held";
    public const string StrategyReleased = "trading.strategy_released";
    public const string StrategySettingsChanged = "trading.strategy_settings_changed";
    public const string RiskSettingsChanged = "trading.risk_settings_changed";
    public const string StopSwitchOn = "trading.stop_switch_on";
    public const string StopSwitchOff = "trading.stop_switch_off";
    public const string Panic = "trading.panic";
    public const string OrderPlanned = "trading.order_planned";
    public const string OrderRefused = "trading.order_refused";
    public const string PositionOpened = "trading.position_opened";
    public const string PositionClosed = "trading.position_closed";
    public const string PositionOversold = "trading.position_oversold";
    public const string TargetTakenBack = "trading.target_taken_back";
    public const string GuardTroubled = "trading.guard_troubled";
    public const string GuardClear = "trading.guard_clear";
    public const string GuardMoved = "trading.guard_moved";
    public const string OrderedByHand = "trading.ordered_by_hand";
    public const string CancelledByHand = "trading.cancelled_by_hand";
    public const string SoldByHand = "trading.sold_by_hand";
    public const string BooksCorrected = "trading.books_corrected";
    public const string InvariantViolated = "trading.invariant_violated";
    public const string InvariantsClean = "trading.invariants_clean";
    public const string ReserveRead = "trading.reserve_read";

    public const string LegacyImported = "imports.legacy";

    public const string BackupVerified = "backups.verified";
    public const string BackupDownloaded = "backups.downloaded";
    public const string BackupRestored = "backups.restored";

    public const string JobRunNow = "jobs.run_now";
    public const string JobPaused = "jobs.paused";
    public const string JobResumed = "jobs.resumed";
}
