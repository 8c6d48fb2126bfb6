namespace CoinPulse.Core.Notifications;

/// <summary>What a look at one kind of lasting trouble found.</summary>
/// <param name="Prefix">The beginning of the keys that it speaks for.</param>
/// <param name="Standing">What is so now.</param>
/// <param name="KnownOver">What is known not to be so. Null when the look was whole: what does not stand is over.</param>
public sealed record Outlook(string Prefix, IReadOnlyList<Condition> Standing, IReadOnlyCollection<string>? KnownOver = null)
{
    /// <summary>Which of the conditions that stood before are over. Of what was not looked at nothing is said.</summary>
    public IReadOnlyList<string> OverAmong(IEnumerable<string> before)
    {
        var standing = Standing.Select(condition => condition.Key).ToHashSet(StringComparer.Ordinal);
        return [.. before.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal) && !standing.Contains(key) && KnownOver?.Contains(key, StringComparer.Ordinal) != false)];
    }
}

/// <summary>Looks at one kind of trouble that lasts.</summary>
internal interface IConditionSource
{
    Task<Outlook> LookAsync(CancellationToken cancellationToken);
}
