using CoinPulse.Core.Trading.Journal;
using CoinPulse.Data.Providers;
using Microsoft.Win32.SafeHandles;

namespace CoinPulse.Data.Operations;

/// <summary>
/// On SQLite a lock of the operating system on a file beside the database: whoever can open the one can open the other. On PostgreSQL there is no seat, because
/// another process may reach the database when we cannot.
/// </summary>
internal sealed class EngineSeat(DatabaseInUse database) : IEngineSeat, IDisposable
{
    private readonly Lock _gate = new();
    private SafeFileHandle? _seat;

    public bool IsTaken
    {
        get
        {
            lock (_gate) return _seat is not null;
        }
    }

    public bool TryTake()
    {
        if (database.Address.Provider != DatabaseProvider.Sqlite) return true;
        lock (_gate)
        {
            if (_seat is not null) return true;
            try
            {
                _seat = File.OpenHandle(database.Address.Location + ".engine", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return true;
            }
            catch (IOException)
            {
                return false;   // another process sits there
            }
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _seat?.Dispose();
            _seat = null;
        }
    }

    public void Dispose() => Leave();
}
