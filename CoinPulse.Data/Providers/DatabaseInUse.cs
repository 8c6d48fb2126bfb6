using CoinPulse.Core.Operations;

namespace CoinPulse.Data.Providers;

/// <summary>The database that this process was told to use, or the file that stands in for it when the settings allow one.</summary>
internal sealed class DatabaseInUse(DatabaseAddress told, StorageFolder storage)
{
    private volatile DatabaseAddress? _standIn;

    public DatabaseAddress Address => _standIn ?? told;

    public bool FellBack => _standIn is not null;

    /// <summary>Only start-up calls this, before anything has been read.</summary>
    public void FallBack() => _standIn = DatabaseAddress.Fallback(storage);
}
