using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using CoinPulse.Core.Operations.Backups;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CoinPulse.Data.Operations.Backups;

/// <summary>Runs PostgreSQL's programs. The address and its password go by the environment, which other users of the machine cannot read, never by the arguments.</summary>
internal sealed class PostgreSqlTools(IOptions<BackupOptions> options)
{
    private const int LongestWord = 500;

    /// <exception cref="CopyFailedException">It is not there, or ended with an error; the message is what it said.</exception>
    public async Task RunAsync(string tool, NpgsqlConnectionStringBuilder address, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.Combine(options.Value.PostgreSqlTools, tool), arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PGHOST"] = address.Host;
        start.Environment["PGPORT"] = address.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = address.Database;
        if (address.Username is { } user) start.Environment["PGUSER"] = user;
        if (address.Password is { } password) start.Environment["PGPASSWORD"] = password;
        start.Environment["PGSSLMODE"] = ModeOf(address.SslMode);
        try
        {
            using var process = Process.Start(start)!;
            await using var _ = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            var heard = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            var said = (await process.StandardError.ReadToEndAsync(CancellationToken.None)).Trim();
            await heard;
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (process.ExitCode != 0) throw new CopyFailedException(said.Length > LongestWord ? said[..LongestWord] : said, tool);
        }
        catch (Win32Exception missing)
        {
            throw new CopyFailedException(missing.Message, tool, missing);
        }
    }

    private static string ModeOf(SslMode mode) => mode switch
    {
        SslMode.Disable => "disable",
        SslMode.Allow => "allow",
        SslMode.Prefer => "prefer",
        SslMode.Require => "require",
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => "prefer",
    };
}
