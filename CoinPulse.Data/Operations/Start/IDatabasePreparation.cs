namespace CoinPulse.Data.Operations.Start;

/// <summary>What a provider adds to the start: how to know that it is there, and how to be alone.</summary>
internal interface IDatabasePreparation
{
    /// <summary>Null when it answers; otherwise why not, in words for the console.</summary>
    Task<string?> WhyAwayAsync(CancellationToken cancellationToken);

    /// <summary>Waits until no other process prepares the same database. Goes when the process dies.</summary>
    Task<IAsyncDisposable> AloneAsync(CancellationToken cancellationToken);
}
