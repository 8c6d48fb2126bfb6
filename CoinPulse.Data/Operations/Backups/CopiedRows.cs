namespace CoinPulse.Data.Operations.Backups;

internal static class CopiedRows
{
    public const string NewestMigration = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\" DESC LIMIT 1";

    /// <summary>How many keys of the ring lie open. An encrypted one holds an element of this name, whatever encrypted it.</summary>
    public const string OpenKeys = "SELECT COUNT(*) FROM \"DataProtectionKeys\" WHERE \"Xml\" NOT LIKE '%<encryptedSecret%'";

    /// <summary>The first table of which there are not as many rows as there were; null when all are there.</summary>
    public static string? Missing(IReadOnlyDictionary<string, long> written, IReadOnlyDictionary<string, long> found) =>
        written.Keys.Union(found.Keys).Order(StringComparer.Ordinal)
            .Where(table => written.GetValueOrDefault(table) != found.GetValueOrDefault(table))
            .Select(table => $"{table}: {written.GetValueOrDefault(table)} rows were written, {found.GetValueOrDefault(table)} are there")
            .FirstOrDefault();
}
