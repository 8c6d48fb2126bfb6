namespace CoinPulse.Tests.Support;

public enum DatabaseKind
{
    Sqlite,

    /// <summary>Runs when <c>COINPULSE_TEST_POSTGRES</c> names a server on which databases may be created; otherwise the test is shown as skipped.</summary>
    PostgreSql,
}
