using System.Security.Cryptography;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts;

/// <summary>A secret that waits for its first code. It travels sealed in the form: an abandoned page leaves nothing behind.</summary>
public sealed record SecondFactorOffer(string Secret, string Sealed)
{
    public override string ToString() => nameof(SecondFactorOffer);
}

/// <summary>Codes of the authenticator app, each good once, and the recovery codes for the day it is lost.</summary>
public sealed class SecondFactor(
    UserManager<AppUser> users, IUserStore<AppUser> store, People people, IAuditTrail audit, AuditPen pen, TimeProvider clock, IDataProtectionProvider protection)
{
    private const int RecoveryCodes = 10;
    private static readonly TimeSpan OfferLife = TimeSpan.FromMinutes(30);

    public async Task<bool> AcceptsAsync(AppUser user, string? code)
    {
        var secret = await users.GetAuthenticatorKeyAsync(user);
        return secret is not null && await IsFreshAsync(user, secret, code);
    }

    public async Task<bool> RedeemAsync(AppUser user, string? code, string? address)
    {
        if (string.IsNullOrWhiteSpace(code)) return false;
        var redeemed = await users.RedeemTwoFactorRecoveryCodeAsync(user, code.Trim().ToUpperInvariant());
        if (!redeemed.Succeeded) return false;

        await WriteAsync(user, AuditActs.RecoveryCodeUsed, address);
        return true;
    }

    public SecondFactorOffer Offer(AppUser user)
    {
        var secret = users.GenerateNewAuthenticatorKey();
        return new(secret, Seal(user).Protect(secret, OfferLife));
    }

    /// <summary>The same offer again after a wrong code; null when it is too old or somebody else's.</summary>
    public SecondFactorOffer? Reopen(AppUser user, string? offer)
    {
        try
        {
            return string.IsNullOrEmpty(offer) ? null : new(Seal(user).Unprotect(offer), offer);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <returns>The recovery codes, shown once; null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(AppUser user, SecondFactorOffer offer, string? code, string? address)
    {
        if (!await IsFreshAsync(user, offer.Secret, code)) return null;
        await ((IUserAuthenticatorKeyStore<AppUser>)store).SetAuthenticatorKeyAsync(user, offer.Secret, CancellationToken.None);
        Done(await users.SetTwoFactorEnabledAsync(user, enabled: true));
        await WriteAsync(user, AuditActs.TwoFactorOn, address);
        return await NewCodesAsync(user, address);
    }

    public async Task TurnOffAsync(AppUser user, string? address)
    {
        Done(await users.SetTwoFactorEnabledAsync(user, enabled: false));
        await WriteAsync(user, AuditActs.TwoFactorOff, address);
    }

    public async Task<IReadOnlyList<string>> NewCodesAsync(AppUser user, string? address)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await WriteAsync(user, AuditActs.RecoveryCodesMade, address);
        return [.. codes ?? []];
    }

    private async Task<bool> IsFreshAsync(AppUser user, string secret, string? code) =>
        Totp.StepOf(secret, code, clock.GetUtcNow()) is { } step && await people.UseTotpStepAsync(user, step, CancellationToken.None);

    private ITimeLimitedDataProtector Seal(AppUser user) =>
        protection.CreateProtector("CoinPulse.SecondFactor", user.Id.ToString()).ToTimeLimitedDataProtector();

    private Task WriteAsync(AppUser user, string act, string? address) => audit.WriteAsync(pen.Own(user.UserId, act, address), CancellationToken.None);

    private static void Done(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Refusals()));
    }
}
