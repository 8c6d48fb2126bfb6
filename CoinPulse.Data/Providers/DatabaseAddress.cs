using System.Data.Common;
using CoinPulse.Core.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CoinPulse.Data.Providers;

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>Which database, and how to reach it. Its text masks the password.</summary>
/// <param name="Provider">Read from the form of the address.</param>
/// <param name="ConnectionString">For the provider; a SQLite file is absolute in it.</param>
/// <param name="Location">For people: the file, or host and database.</param>
public sealed record DatabaseAddress(DatabaseProvider Provider, string ConnectionString, string Location)
{
    private const string DefaultFile = "coinpulse.db";
    private const string Forms = "It reads 'Data Source=<file>' for SQLite or 'Host=<host>;Database=<name>;Username=<user>;Password=<password>' for PostgreSQL.";

    /// <exception cref="StartupRefusedException">The address cannot be read; the message names the setting, never its value.</exception>
    public static DatabaseAddress From(IConfiguration configuration, StorageFolder storage)
    {
        if (configuration.GetConnectionString("CoinPulse") is { Length: > 0 } text) return FromConnectionString(text, storage);
        return configuration["DATABASE_URL"] is { Length: > 0 } url ? FromUrl(url) : Sqlite(storage.FileAt(DefaultFile));
    }

    /// <summary>The file that stands in for a PostgreSQL that is away.</summary>
    public static DatabaseAddress Fallback(StorageFolder storage) => Sqlite(storage.FileAt("coinpulse-fallback.db"));

    public override string ToString() => $"{Provider} {Location}";

    private static DatabaseAddress FromConnectionString(string text, StorageFolder storage)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (parts.ContainsKey("Host") || parts.ContainsKey("Server")) return PostgreSql(new NpgsqlConnectionStringBuilder(text));
            if (new SqliteConnectionStringBuilder(text) is { DataSource.Length: > 0 } sqlite)
            {
                return sqlite.DataSource == ":memory:" || sqlite.Mode == SqliteOpenMode.Memory
                    ? throw new StartupRefusedException("ConnectionStrings__CoinPulse: a database in memory would forget every order. Give it a file.")
                    : Sqlite(storage.FileAt(sqlite.DataSource), sqlite);
            }
        }
        catch (ArgumentException wrong)
        {
            throw new StartupRefusedException($"ConnectionStrings__CoinPulse cannot be read: {wrong.Message} {Forms}", wrong);
        }

        throw new StartupRefusedException($"ConnectionStrings__CoinPulse cannot be read. {Forms}");
    }

    private static DatabaseAddress FromUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("postgres" or "postgresql") || url.Host.Length == 0)
            throw new StartupRefusedException("DATABASE_URL cannot be read. It reads postgres://user:password@host:port/database, special characters percent-encoded.");

        var name = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/'));
        var person = url.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var address = new NpgsqlConnectionStringBuilder { Host = url.Host.Trim('[', ']'), Port = url.IsDefaultPort ? 5432 : url.Port };
        if (name.Length == 0) throw new StartupRefusedException("DATABASE_URL names no database: it ends in /database.");
        address.Database = name;
        if (person[0].Length > 0) address.Username = person[0];
        if (person.Length > 1) address.Password = person[1];

        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var left, var right] ? (left, Uri.UnescapeDataString(right)) : (pair, "");
            if (!key.Equals("sslmode", StringComparison.OrdinalIgnoreCase))
                throw new StartupRefusedException($"DATABASE_URL: '{key}' is not known here. Use ConnectionStrings__CoinPulse for it.");
            address.SslMode = value switch
            {
                "disable" => SslMode.Disable,
                "allow" => SslMode.Allow,
                "prefer" => SslMode.Prefer,
                "require" => SslMode.Require,
                "verify-ca" => SslMode.VerifyCA,
                "verify-full" => SslMode.VerifyFull,
                _ => throw new StartupRefusedException("DATABASE_URL: sslmode is disable, allow, prefer, require, verify-ca or verify-full."),
            };
        }

        return PostgreSql(address);
    }

    private static DatabaseAddress Sqlite(string file, SqliteConnectionStringBuilder? others = null)
    {
        var address = others ?? [];
        address.DataSource = file;
        return new DatabaseAddress(DatabaseProvider.Sqlite, address.ConnectionString, file);
    }

    private static DatabaseAddress PostgreSql(NpgsqlConnectionStringBuilder address) =>
        new(DatabaseProvider.PostgreSql, address.ConnectionString, $"{address.Host}:{address.Port}/{address.Database}");
}
