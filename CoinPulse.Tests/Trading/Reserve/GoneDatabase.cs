using CoinPulse.Data;
using CoinPulse.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CoinPulse.Tests.Trading.Reserve;

/// <summary>A database that can be told to be gone: every use of it fails as SQLite fails when its file cannot be opened.</summary>
internal sealed class GoneDatabase(TestDatabase database) : IDbContextFactory<CoinPulseDbContext>
{
    private const int CannotOpen = 14;

    public bool IsGone { get; set; }

    public CoinPulseDbContext CreateDbContext() =>
        IsGone ? throw new SqliteException("SQLite Error 14: 'unable to open database file'.", CannotOpen) : database.BorrowDbContext();
}
