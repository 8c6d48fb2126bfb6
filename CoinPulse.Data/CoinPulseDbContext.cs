using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CoinPulse.Data;

/// <summary>
/// The one model on both databases. Each feature's entities are mapped by the <c>…Configuration</c> classes of its folder; each provider has a
/// sealed subclass, because EF files migrations under the context type (decision 0004).
/// </summary>
public abstract class CoinPulseDbContext(DbContextOptions options)
    : IdentityDbContext<AppUser, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        using var once = DetectOnce();
        RefuseChangedAudit();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var once = DetectOnce();
        RefuseChangedAudit();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CoinPulseDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddCoinPulseConventions();

    private void RefuseChangedAudit()
    {
        if (ChangeTracker.Entries<AuditEntry>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted))
        {
            throw new InvalidOperationException("Audit entries are appended, never changed or deleted.");
        }
    }

    /// <summary>
    /// What has changed is looked for once in a save, and on SQLite before the save waits for its turn; else whoever asks for the entries (the audit's rule, the versions, the save itself) looks again.
    /// </summary>
    private DetectedChanges DetectOnce()
    {
        var before = ChangeTracker.AutoDetectChangesEnabled;
        if (before) ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        return new DetectedChanges(ChangeTracker, before);
    }

    private readonly struct DetectedChanges(ChangeTracker tracker, bool before) : IDisposable
    {
        public void Dispose() => tracker.AutoDetectChangesEnabled = before;
    }
}
