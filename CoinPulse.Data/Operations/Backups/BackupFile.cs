using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using CoinPulse.Core.Operations.Backups;

namespace CoinPulse.Data.Operations.Backups;

/// <summary>The form of a backup: a zip of <c>content.json</c> and the copy, named <c>coinpulse-20260401T170000Z-nightly.zip</c>.</summary>
internal static class BackupFile
{
    private const string ContentName = "content.json";
    private const string Begin = "coinpulse-";
    private const string End = ".zip";
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public static string NameOf(BackupCause cause, DateTimeOffset at) =>
        $"{Begin}{at.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}-{cause.ToString().ToLowerInvariant()}{End}";

    /// <summary>Null when the file is none of ours.</summary>
    public static Backup? Describe(FileInfo file)
    {
        if (!file.Name.StartsWith(Begin, StringComparison.Ordinal) || !file.Name.EndsWith(End, StringComparison.Ordinal)) return null;
        var parts = file.Name[Begin.Length..^End.Length].Split('-');
        return parts is [var stamp, var cause]
            && DateTimeOffset.TryParseExact(stamp, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && Enum.TryParse<BackupCause>(cause, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? new Backup(file.Name, known, at, file.Length)
            : null;
    }

    public static async Task WriteAsync(string file, BackupContent content, string copy, string copyName, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var entry = await zip.CreateEntry(ContentName).OpenAsync(cancellationToken)) await JsonSerializer.SerializeAsync(entry, content, Json, cancellationToken);
            await using var target = await zip.CreateEntry(copyName, CompressionLevel.Optimal).OpenAsync(cancellationToken);
            await using var source = File.OpenRead(copy);
            await source.CopyToAsync(target, cancellationToken);
        }

        stream.Flush(flushToDisk: true);
    }

    /// <summary>Unpacks the copy into a file and proves that it is the one that was packed.</summary>
    /// <exception cref="CopyFailedException">The file is damaged or none of ours.</exception>
    public static async Task<BackupContent> UnpackAsync(string file, string target, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(file, cancellationToken);
            var content = await ContentAsync(zip, cancellationToken);
            var copy = zip.Entries.FirstOrDefault(entry => entry.FullName != ContentName) ?? throw new CopyFailedException("there is no copy of a database in it");
            await using (var source = await copy.OpenAsync(cancellationToken))
            await using (var written = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await source.CopyToAsync(written, cancellationToken);
            }

            return await HashAsync(target, cancellationToken) == content.Sha256 ? content : throw new CopyFailedException("its copy is not the one that was packed");
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException)
        {
            throw new CopyFailedException(fault.Message, inner: fault);
        }
    }

    public static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private static async Task<BackupContent> ContentAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(ContentName) ?? throw new CopyFailedException($"it has no {ContentName}: it is no backup of CoinPulse");
        await using var stream = await entry.OpenAsync(cancellationToken);
        var content = await JsonSerializer.DeserializeAsync<BackupContent>(stream, Json, cancellationToken);
        return content is { Form: BackupContent.CurrentForm } ? content : throw new CopyFailedException($"its form {content?.Form} is not known here");
    }
}
