using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace CoinPulse.Core.Trading.Reserve;

/// <summary>
/// What the journal has still to be told, in the order in which it happened: on disk where the disk allows it, and in memory always. Processes on one folder have
/// a file each; what a dead one left is taken over by the next that starts.
/// </summary>
internal sealed class Reserve(string folder, ILogger<Reserve> logger, int size = ReserveFile.Size) : IDisposable
{
    private const int MostFiles = 8;

    private readonly Lock _gate = new();
    private readonly List<ReserveRecord> _records = [];
    private ReserveFile? _file;

    public bool IsOnDisk
    {
        get
        {
            lock (_gate) return _file is not null;
        }
    }

    /// <summary>Takes a file and reads what it and the files of dead processes say. Asked again until it succeeds.</summary>
    public void Open()
    {
        lock (_gate)
        {
            if (_file is not null) return;
            for (var number = 1; number <= MostFiles; number++) OpenOne(Path.Combine(folder, $"reserve-{number}.bin"));
            if (_file is null) logger.LogCritical("No reserve file could be made in {Folder}: exits that the journal cannot take are kept in memory alone", folder);
        }
    }

    /// <returns>False when it could be kept in memory only.</returns>
    public bool Add(ReserveRecord record)
    {
        lock (_gate)
        {
            _records.Add(record);
            return TryWrite(record);
        }
    }

    public IReadOnlyList<ReserveRecord> Read()
    {
        lock (_gate) return [.. _records];
    }

    /// <summary>All of it is in the journal.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_records.Count == 0) return;
            _records.Clear();
            _file?.Clear();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void OpenOne(string path)
    {
        // Beside our own only those are looked at that somebody made before.
        if (_file is not null && !File.Exists(path)) return;
        try
        {
            var (file, records) = ReserveFile.Open(path, size);
            if (file.EndsTorn) logger.LogWarning("The last record of {File} was cut off when its process ended; what stands before it is whole", path);
            _records.AddRange(records.Select(Parse).OfType<ReserveRecord>());
            if (_file is null)
            {
                _file = file;
                return;
            }

            using (file)
            {
                // Ours has it now; only then may theirs forget it.
                if (records.Count > 0 && records.All(record => _file.TryAppend(record))) file.Clear();
            }
        }
        catch (IOException held)
        {
            logger.LogDebug(held, "{File} is another process's, or cannot be made", path);
        }
    }

    private bool TryWrite(ReserveRecord record)
    {
        try
        {
            return _file?.TryAppend(record.ToBytes()) == true;
        }
        catch (IOException refused)
        {
            logger.LogCritical(refused, "The reserve file cannot be written");
            return false;
        }
    }

    private ReserveRecord? Parse(byte[] record)
    {
        try
        {
            return ReserveRecord.From(record);
        }
        catch (JsonException unreadable)
        {
            logger.LogCritical(unreadable, "A record of the reserve cannot be read and is passed over; the exchange still knows its order");
            return null;
        }
    }
}
