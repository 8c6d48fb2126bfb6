namespace CoinPulse.Core.Operations;

/// <summary>How long things are kept, in one table. What is not here is kept for ever.</summary>
public static class RetentionPeriods
{
    public const string JobRuns = "job-runs";

    public static readonly IReadOnlyDictionary<string, TimeSpan> All = new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
    {
        [JobRuns] = TimeSpan.FromDays(14),
    };
}

/// <summary>One kind of thing that is forgotten after its period.</summary>
public interface IRetained
{
    /// <summary>Its line in <see cref="RetentionPeriods"/>.</summary>
    string What { get; }

    /// <returns>How many went.</returns>
    Task<int> ForgetForEveryoneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
