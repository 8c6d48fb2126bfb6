namespace CoinPulse.Core.Outcomes;

/// <summary>
/// Why something was decided: a code, and the numbers behind it by name. Stored as JSON beside the decision and shown in
/// the reader's language (text key <c>Reason_{Code}</c> with <c>{name}</c> placeholders; a test proves that each code has a text in each language).
/// </summary>
public sealed record Reason(string Code, IReadOnlyDictionary<string, string> Facts)
{
    private static readonly Dictionary<string, string> NoFacts = [];

    public static Reason Of(string code) => new(code, NoFacts);

    public static Reason Of(string code, params (string Name, object Value)[] facts) => new(code, facts.ToDictionary(
        fact => fact.Name,
        fact => Convert.ToString(fact.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
        StringComparer.Ordinal));

    /// <summary>Two reasons are the same when their code is: numbers move every minute, the reason does not.</summary>
    public bool IsSameKindAs(Reason? other) => other is not null && Code == other.Code;

    public override string ToString() => Facts.Count == 0 ? Code : $"{Code}({string.Join(", ", Facts.Select(f => $"{f.Key}={f.Value}"))})";
}
