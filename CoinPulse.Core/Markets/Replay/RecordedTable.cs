using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace CoinPulse.Core.Markets.Replay;

/// <summary>The lines of one recorded file (<c>.csv.gz</c> or <c>.csv</c>), with their numbers, under a first line that names the columns.</summary>
internal static class RecordedTable
{
    public static bool IsOne(string path) => path.EndsWith(".csv.gz", StringComparison.Ordinal) || path.EndsWith(".csv", StringComparison.Ordinal);

    /// <exception cref="RecordingException">The file is not there, is damaged or has other columns.</exception>
    public static IReadOnlyList<(int Line, string[] Cells)> Read(string path, string columns)
    {
        var name = Path.GetFileName(path);
        var text = Open(path, name);
        using var lines = new StringReader(text);
        var found = lines.ReadLine()?.Trim();
        if (found != columns) throw Refused(name, 1, $"the columns are '{found}', not '{columns}'");
        var (line, wide, rows) = (1, columns.Split(',').Length, new List<(int, string[])>());
        while (lines.ReadLine() is { } row)
        {
            line++;
            if (row.Length == 0) continue;
            var cells = row.Split(',');
            rows.Add(cells.Length == wide ? (line, cells) : throw Refused(name, line, $"there are {cells.Length} columns, not {wide}"));
        }

        return rows;
    }

    public static DateTimeOffset TimeOf(string cell, string name, int line) =>
        DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Refused(name, line, $"'{cell}' is no time");

    public static double NumberOf(string cell, string name, int line) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0
            ? number
            : throw Refused(name, line, $"'{cell}' is no number that belongs here");

    public static RecordingException Refused(string name, int? line, string why, Exception? inner = null) =>
        new($"{name}{(line is { } number ? $", line {number}" : "")}: {why}.", inner);

    private static string Open(string path, string name)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (!path.EndsWith(".gz", StringComparison.Ordinal)) return System.Text.Encoding.UTF8.GetString(bytes);
            using var whole = new MemoryStream();
            using (var archive = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)) archive.CopyTo(whole);

            // An archive ends with its length. One that was cut short may still unpack, to fewer lines.
            if (bytes.Length < 18 || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^4)) != (uint)whole.Length) throw new InvalidDataException();
            return System.Text.Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw Refused(name, null, "the file is damaged or cut short", broken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Refused(name, null, unreadable.Message.TrimEnd('.'), unreadable);
        }
    }
}
