using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace CoinPulse.Core.Trading.Reserve;

/// <summary>
/// A file that is as large on the first day as it will ever be, so that a full disk cannot stop it. A head names the epoch; behind it stand records, each with its
/// length and a checksum over epoch and text; a length of zero ends them. Clearing raises the epoch: one small write makes every old record nobody's.
/// </summary>
/// <remarks>
/// Every block is written once when the file is made, because a file system promises space only for what was written. One process holds the file at a time;
/// the operating system lets go of it when the process dies.
/// </remarks>
internal sealed class ReserveFile : IDisposable
{
    /// <summary>Room for some two thousand exits.</summary>
    public const int Size = 2 * 1024 * 1024;

    private const ulong Magic = 0x31_56_52_53_45_52_50_43;   // "CPRESRV1"
    private const int HeadLength = 16;
    private const int FrameLength = 8;   // length and checksum
    private const int EndLength = 4;

    private readonly SafeFileHandle _file;
    private readonly int _size;
    private ulong _epoch;
    private long _end = HeadLength;

    private ReserveFile(SafeFileHandle file, int size) => (_file, _size) = (file, size);

    /// <summary>The last record was cut off by the end of the process: it was not yet promised to anybody.</summary>
    public bool EndsTorn { get; private set; }

    /// <summary>Opens the file, making it when there is none.</summary>
    /// <exception cref="IOException">Another process holds it, or the disk has no room for it.</exception>
    public static (ReserveFile File, IReadOnlyList<byte[]> Records) Open(string path, int size = Size)
    {
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.WriteThrough);
        try
        {
            var file = new ReserveFile(handle, size);
            return (file, file.Begin());
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Writes a record and has it on the disk before it returns.</summary>
    /// <returns>False when the file has no room left for it.</returns>
    /// <exception cref="IOException">The disk itself refuses.</exception>
    public bool TryAppend(ReadOnlySpan<byte> record)
    {
        var length = FrameLength + record.Length + EndLength;
        if (record.IsEmpty || _end + length > _size) return false;

        // One write: the record and the zero behind it, which the next record writes over.
        var frame = new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), ChecksumOf(record));
        record.CopyTo(frame.AsSpan(FrameLength));
        RandomAccess.Write(_file, frame, _end);
        RandomAccess.FlushToDisk(_file);
        _end += FrameLength + record.Length;
        return true;
    }

    /// <summary>Everything in it has been entered in the journal.</summary>
    public void Clear()
    {
        WriteHead(_epoch + 1);
        _end = HeadLength;
        EndsTorn = false;
    }

    public void Dispose() => _file.Dispose();

    private List<byte[]> Begin()
    {
        if (RandomAccess.GetLength(_file) < _size) Fill();
        var head = Read(0, HeadLength);
        if (BinaryPrimitives.ReadUInt64LittleEndian(head) != Magic)
        {
            WriteHead(1);
            return [];
        }

        _epoch = BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(8));
        return ReadRecords();
    }

    private List<byte[]> ReadRecords()
    {
        var records = new List<byte[]>();
        while (_end + FrameLength + EndLength <= _size)
        {
            var frame = Read(_end, FrameLength);
            var length = BinaryPrimitives.ReadInt32LittleEndian(frame);
            if (length == 0) return records;
            if (length < 0 || _end + FrameLength + length + EndLength > _size) break;
            var record = Read(_end + FrameLength, length);
            if (BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(4)) != ChecksumOf(record)) break;
            records.Add(record);
            _end += FrameLength + length;
        }

        // Records of an older epoch look the same as a torn one when nothing of this epoch was written yet: that is no news.
        EndsTorn = records.Count > 0;
        return records;
    }

    private void Fill()
    {
        var zeros = new byte[64 * 1024];
        for (var at = RandomAccess.GetLength(_file); at < _size; at += zeros.Length)
        {
            RandomAccess.Write(_file, zeros.AsSpan(0, (int)Math.Min(zeros.Length, _size - at)), at);
        }

        RandomAccess.FlushToDisk(_file);
    }

    private void WriteHead(ulong epoch)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        BinaryPrimitives.WriteUInt64LittleEndian(head, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(head[8..], epoch);
        RandomAccess.Write(_file, head, 0);
        RandomAccess.FlushToDisk(_file);
        _epoch = epoch;
    }

    private byte[] Read(long at, int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var more = RandomAccess.Read(_file, bytes.AsSpan(read), at + read);
            if (more == 0) break;
            read += more;
        }

        return bytes;
    }

    private uint ChecksumOf(ReadOnlySpan<byte> record)
    {
        var checksum = BitOperations.Crc32C(uint.MaxValue, _epoch);
        foreach (var part in record) checksum = BitOperations.Crc32C(checksum, part);
        return ~checksum;
    }
}
