using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts;

/// <summary>Codes of the authenticator app, each good once, and the recovery codes for the day it is lost.</summary>
public sealed class SecondFactor(UserManager<AppUser> users, People people, IAuditTrail audit, AuditPen pen, TimeProvider clock)
{
    public async Task<bool> AcceptsAsync(AppUser user, string? code)
    {
        var secret = await users.GetAuthenticatorKeyAsync(user);
        if (secret is null || Totp.StepOf(secret, code, clock.GetUtcNow()) is not { } step) return false;
        return await people.UseTotpStepAsync(user, step, CancellationToken.None);
    }

    public async Task<bool> RedeemAsync(AppUser user, string? code, string? address)
    {
        if (string.IsNullOrWhiteSpace(code)) return false;
        var redeemed = await users.RedeemTwoFactorRecoveryCodeAsync(user, code.Trim().ToUpperInvariant());
        if (!redeemed.Succeeded) return false;

        await audit.WriteAsync(pen.Own(user.UserId, AuditActs.RecoveryCodeUsed, address), CancellationToken.None);
        return true;
    }
}
