namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>Why a key is refused. Text key <c>Problem_{code}</c>.</summary>
public static class KeyProblems
{
    public const string Form = "KeyForm";
    public const string Wrong = "KeyWrong";
    public const string Expired = "KeyExpired";
    public const string AddressNotRegistered = "KeyAddressNotRegistered";
    public const string NotChecked = "KeyNotChecked";
    public const string Lacks = "KeyLacks";
    public const string CanWithdraw = "KeyCanWithdraw";
    public const string WithdrawalUnknown = "KeyWithdrawalUnknown";
    public const string ListNotKnown = "KeyListNotKnown";
    public const string BelongsElsewhere = "KeyBelongsElsewhere";
    public const string OtherAccount = "KeyOtherAccount";

    /// <summary>Coins are held, and the key is known to open another pocket.</summary>
    public const string OtherPocket = "KeyOtherPocket";

    /// <summary>Coins are held, and whether the key opens their pocket is not known.</summary>
    public const string PocketDoubtful = "KeyPocketDoubtful";

    /// <summary>Which pocket the key opens could not be asked.</summary>
    public const string PocketNotAnswered = "KeyPocketNotAnswered";
    public const string VaultUnprotected = "KeyVaultUnprotected";
    public const string NameWhatIsHeld = "KeyNameWhatIsHeld";
    public const string Gone = "KeyGone";
}
