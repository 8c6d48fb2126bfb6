using CoinPulse.Core.Outcomes;

namespace CoinPulse.Core.Exchanges.Keys;

/// <summary>Whether a key is taken into the vault. Doubt is refused; each refusal is a sentence.</summary>
public static class KeyRules
{
    /// <summary>Days before the end of a key at which its owner is warned.</summary>
    public static readonly IReadOnlyList<int> WarnDays = [30, 7, 1];

    /// <param name="findings">What asking with the key has shown.</param>
    /// <param name="withdrawalAccepted">The owner has said in words that it may be able to withdraw and is taken all the same; counts only where that is unknown.</param>
    /// <param name="addresses">From where we ask, to be registered with the key.</param>
    public static IReadOnlyList<Problem> Check(KeyFindings findings, bool withdrawalAccepted, IReadOnlyList<string> addresses, DateTimeOffset now)
    {
        if (findings.Fault is { } fault) return [ProblemOf(fault, addresses)];

        var problems = new List<Problem>();
        if (findings.SeesBalances != KeyMay.Yes) problems.Add(Problem.Of(KeyProblems.Lacks, "자산조회"));
        if (findings.SeesOrders != KeyMay.Yes) problems.Add(Problem.Of(KeyProblems.Lacks, "주문조회"));
        if (findings.PlacesOrders != KeyMay.Yes) problems.Add(Problem.Of(KeyProblems.Lacks, "주문하기"));
        if (findings.Withdraws == KeyMay.Yes) problems.Add(Problem.Of(KeyProblems.CanWithdraw));
        if (findings.Withdraws == KeyMay.Unknown && !withdrawalAccepted) problems.Add(Problem.Of(KeyProblems.WithdrawalUnknown));
        if (findings.ExpiresAt is null || findings.Family is null) problems.Add(Problem.Of(KeyProblems.ListNotKnown));
        if (findings.ExpiresAt <= now) problems.Add(Problem.Of(KeyProblems.Expired));
        return problems;
    }

    /// <summary>The warning that is due: the smallest number of <see cref="WarnDays"/> that the key's end has come within, unless it was given before.</summary>
    public static int? WarningDue(DateTimeOffset? expiresAt, int? warnedDays, DateTimeOffset now)
    {
        if (expiresAt is not { } end) return null;
        var due = WarnDays.Where(days => end - now <= TimeSpan.FromDays(days)).Select(days => (int?)days).Min();
        return due is { } days && (warnedDays is null || days < warnedDays) ? days : null;
    }

    private static Problem ProblemOf(ExchangeFault fault, IReadOnlyList<string> addresses) => fault.Kind switch
    {
        ExchangeFaultKind.AddressNotAllowed => Problem.Of(KeyProblems.AddressNotRegistered, addresses.Count > 0 ? string.Join(", ", addresses) : "–"),
        ExchangeFaultKind.KeyExpired => Problem.Of(KeyProblems.Expired),
        ExchangeFaultKind.KeyInvalid => Problem.Of(KeyProblems.Wrong),
        ExchangeFaultKind.PermissionMissing => Problem.Of(KeyProblems.Lacks, "자산조회"),
        _ => Problem.Of(KeyProblems.NotChecked, fault.Message),
    };
}
