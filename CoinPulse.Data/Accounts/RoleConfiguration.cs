using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CoinPulse.Data.Accounts;

/// <summary>The roles are rows of the migration, so two processes that start on an empty database cannot both insert them.</summary>
internal sealed class RoleConfiguration : IEntityTypeConfiguration<IdentityRole<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityRole<Guid>> role) => role.HasData(
        Role("0199a000-0000-7000-8000-000000000001", Roles.Admin),
        Role("0199a000-0000-7000-8000-000000000002", Roles.Trader));

    private static IdentityRole<Guid> Role(string id, string name) =>
        new(name) { Id = Guid.Parse(id), NormalizedName = name.ToUpperInvariant(), ConcurrencyStamp = id };
}
