using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Data.Accounts;

/// <summary>A person as Identity keeps them. The rest of the product knows only their <see cref="UserId"/>.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    public UserId UserId => new(Id);

    public string DisplayName { get; set; } = "";

    /// <summary><c>ko</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "ko";

    /// <summary>The chosen theme in the word of the browser's cookie; null was never chosen. Likewise the next two.</summary>
    public string? Theme { get; set; }

    public string? Rise { get; set; }

    public string? Density { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSignedInAt { get; set; }

    /// <summary>Why an admin locked the person; null when only failed passwords did, or nobody.</summary>
    public string? LockedBecause { get; set; }

    /// <summary>The last time step whose authenticator code was used: a code seen over a shoulder is worth nothing.</summary>
    public long LastTotpStep { get; set; }
}
