using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Data.Accounts;

/// <summary>A person as Identity keeps them. The rest of the product knows only their <see cref="UserId"/>.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    public UserId UserId => new(Id);
}
