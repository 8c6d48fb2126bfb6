using CoinPulse.Core.Operations.Backups;

namespace CoinPulse.Data.Operations.Backups;

/// <summary>What a copy holds.</summary>
internal sealed record CopiedDatabase(string Migration, BackedUpKeys Keys, IReadOnlyDictionary<string, long> Rows);

/// <summary>What a provider adds to backups: how to copy its database in one moment, to rehearse a copy, and to put one in the place of the database.</summary>
internal interface IDatabaseCopy
{
    /// <summary>The copy's name inside a backup.</summary>
    string FileName { get; }

    /// <summary>Copies while others read and write. A key ring that is not encrypted stays behind.</summary>
    /// <exception cref="CopyFailedException">It could not be made.</exception>
    Task<CopiedDatabase> CopyAsync(string target, CancellationToken cancellationToken);

    /// <summary>Restores the copy beside the database in use and counts it; null when that is not allowed here and the copy was only read through.</summary>
    /// <exception cref="CopyFailedException">It cannot be restored.</exception>
    Task<CopiedDatabase?> RehearseAsync(string copy, CancellationToken cancellationToken);

    /// <summary>Held while nobody else works on the database; null when somebody does.</summary>
    Task<IAsyncDisposable?> AloneAsync(CancellationToken cancellationToken);

    /// <summary>Puts the copy in the place of the database, whole or not at all.</summary>
    /// <exception cref="CopyFailedException">Nothing was changed.</exception>
    Task PlaceAsync(string copy, CancellationToken cancellationToken);
}

/// <summary>The message is what the database or its program said.</summary>
/// <param name="tool">The program that failed; null when it was the database or the file.</param>
internal sealed class CopyFailedException(string message, string? tool = null, Exception? inner = null) : Exception(message, inner)
{
    public string? Tool { get; } = tool;
}
