namespace CoinPulse.Core.Accounts;

public enum AgreementDocument
{
    Terms,
    Privacy,
    Risk,
    AutoTrading,
}

/// <summary>The versions now in force. A new version asks everybody again.</summary>
public static class AgreementVersions
{
    /// <summary>What a person must have agreed to before any page opens.</summary>
    public static readonly IReadOnlyList<AgreementDocument> ToEnter = [AgreementDocument.Terms, AgreementDocument.Privacy, AgreementDocument.Risk];

    public static int Current(AgreementDocument document) => document switch
    {
        AgreementDocument.Terms => 1,
        AgreementDocument.Privacy => 1,
        AgreementDocument.Risk => 1,
        AgreementDocument.AutoTrading => 1,
    };
}
