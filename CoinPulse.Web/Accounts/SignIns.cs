using System.Security.Claims;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Mail;
using CoinPulse.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace CoinPulse.Web.Accounts;

/// <summary>The one way in and out: every sign-in leaves a session row and an audit line, every failure an audit line.</summary>
public sealed class SignIns(
    SignInManager<AppUser> identity, UserManager<AppUser> users, ISignInSessions sessions, SecondFactor secondFactor,
    AccountMail mail, IAuditTrail audit, AuditPen pen, TimeProvider clock, IHttpContextAccessor http)
{
    private const string RememberKey = "remember";

    private HttpContext Http => http.HttpContext ?? throw new InvalidOperationException("People sign in by a request, never in a circuit.");

    public async Task<SignInAnswer> WithPasswordAsync(string email, string password, bool remember)
    {
        var user = await users.FindByEmailAsync(email);
        if (user is null)
        {
            users.PasswordHasher.HashPassword(new AppUser(), password);   // an unknown email takes as long as a wrong password
            return await RefuseAsync(null, SignInAnswer.Wrong);
        }

        var checkedPassword = await identity.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (checkedPassword.IsLockedOut) return await RefuseAsync(user, SignInAnswer.LockedOut);
        if (checkedPassword.IsNotAllowed) return await UnconfirmedAsync(user, password);
        if (!checkedPassword.Succeeded) return await RefuseAsync(user, SignInAnswer.Wrong);
        if (user.LockedBecause is not null) return await RefuseAsync(user, SignInAnswer.Locked);
        if (!user.TwoFactorEnabled)
        {
            await CompleteAsync(user, remember);
            return SignInAnswer.SignedIn;
        }

        var half = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        half.AddClaim(new Claim(ClaimTypes.Name, user.Id.ToString()));
        var properties = new AuthenticationProperties();
        if (remember) properties.Items[RememberKey] = "1";
        await Http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(half), properties);
        return SignInAnswer.NeedsCode;
    }

    public async Task<bool> IsHalfWayAsync() => await identity.GetTwoFactorAuthenticationUserAsync() is not null;

    public Task<SignInAnswer> WithCodeAsync(string code) => SecondStepAsync(user => secondFactor.AcceptsAsync(user, code));

    public Task<SignInAnswer> WithRecoveryCodeAsync(string code) => SecondStepAsync(user => secondFactor.RedeemAsync(user, code, Address));

    /// <summary>Signs in a person whose proof was something else: the set-up token, the sign-up itself.</summary>
    public async Task CompleteAsync(AppUser user, bool remember)
    {
        var now = clock.GetUtcNow();
        var device = DeviceName.From(Http.Request.Headers.UserAgent);
        var session = new SignInSession(new SessionId(Guid.CreateVersion7(now)), user.UserId, device, Address, now);
        await sessions.BeginAsync(user.UserId, session, CancellationToken.None);
        CultureEndpoint.Remember(Http, user.Language);
        DisplayCookies.Write(Http, new DisplayWish(user.Theme, user.Rise, user.Density));
        await IssueAsync(user, session.Id, remember);
    }

    /// <summary>A new cookie for the same session after the person's security stamp has changed by their own act.</summary>
    public async Task RefreshAsync(AppUser user)
    {
        var old = await Http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var session = Http.User.SessionId() ?? throw new InvalidOperationException("There is no session to refresh.");
        await IssueAsync(user, session, old.Properties?.IsPersistent == true);
    }

    public async Task SignOutAsync()
    {
        if (Http.User is { } person && person.UserId() is { } owner && person.SessionId() is { } session)
        {
            await sessions.EndAsync(owner, session, AuditActs.SignedOut, clock.GetUtcNow(), Address, CancellationToken.None);
        }

        await Http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
    }

    /// <summary>Whether the person before the screen knows the password: asked again before anything that would lock them out of their account.</summary>
    public async Task<bool> ProvesPasswordAsync(AppUser user, string password)
    {
        if (await users.IsLockedOutAsync(user)) return false;
        if (await users.CheckPasswordAsync(user, password))
        {
            await users.ResetAccessFailedCountAsync(user);
            return true;
        }

        await users.AccessFailedAsync(user);
        return false;
    }

    /// <summary>A code of the authenticator app once more, before something that the password alone is not enough for. Wrong codes lock out.</summary>
    public async Task<bool> ProvesSecondFactorAsync(AppUser user, string code)
    {
        if (!user.TwoFactorEnabled || await users.IsLockedOutAsync(user)) return false;
        if (await secondFactor.AcceptsAsync(user, code))
        {
            await users.ResetAccessFailedCountAsync(user);
            return true;
        }

        await users.AccessFailedAsync(user);
        return false;
    }

    /// <summary>After a change of credentials: this device stays, every other one must sign in again.</summary>
    public async Task KeepOnlyThisAsync(AppUser user)
    {
        await sessions.EndAllAsync(user.UserId, Http.User.SessionId(), clock.GetUtcNow(), Address, CancellationToken.None);
        await RefreshAsync(user);
    }

    public async Task<AppUser> PersonAsync() =>
        await users.GetUserAsync(Http.User) ?? throw new InvalidOperationException("Nobody is signed in.");

    public string? Address => Http.Connection.RemoteIpAddress?.ToString();

    /// <summary>Why this form is not acted on: its address has sent too many; null when it may.</summary>
    public string? TooManyAttempts =>
        AttemptLimitMiddleware.WaitOf(Http) is { } wait ? Texts.Format(AccountsText.TooManyAttempts, Math.Ceiling(wait.TotalMinutes)) : null;

    /// <summary>Only who knows the password learns that the email waits for its confirmation, and gets a new message.</summary>
    private async Task<SignInAnswer> UnconfirmedAsync(AppUser user, string password)
    {
        if (await users.IsLockedOutAsync(user)) return await RefuseAsync(user, SignInAnswer.LockedOut);
        if (!await users.CheckPasswordAsync(user, password))
        {
            await users.AccessFailedAsync(user);
            return await RefuseAsync(user, SignInAnswer.Wrong);
        }

        await mail.SendConfirmationAsync(user);
        return SignInAnswer.Unconfirmed;
    }

    private async Task<SignInAnswer> SecondStepAsync(Func<AppUser, Task<bool>> proves)
    {
        var user = await identity.GetTwoFactorAuthenticationUserAsync();
        if (user is null) return SignInAnswer.Wrong;
        if (user.LockedBecause is not null) return await RefuseAsync(user, SignInAnswer.Locked);
        if (await users.IsLockedOutAsync(user)) return await RefuseAsync(user, SignInAnswer.LockedOut);
        if (!await proves(user))
        {
            await users.AccessFailedAsync(user);
            return await RefuseAsync(user, await users.IsLockedOutAsync(user) ? SignInAnswer.LockedOut : SignInAnswer.Wrong);
        }

        await users.ResetAccessFailedCountAsync(user);
        var half = await Http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme);
        await CompleteAsync(user, half.Properties?.Items.ContainsKey(RememberKey) == true);
        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        return SignInAnswer.SignedIn;
    }

    private async Task IssueAsync(AppUser user, SessionId session, bool remember)
    {
        var principal = await identity.CreateUserPrincipalAsync(user);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionCookie.SessionClaim, session.ToString()));
        await Http.SignInAsync(IdentityConstants.ApplicationScheme, principal, new AuthenticationProperties { IsPersistent = remember });
    }

    private async Task<SignInAnswer> RefuseAsync(AppUser? user, SignInAnswer answer)
    {
        var act = answer == SignInAnswer.LockedOut ? AuditActs.LockedOut : AuditActs.SignInFailed;
        await audit.WriteAsync(pen.Entry(null, user?.UserId, act, null, answer.ToString(), null, Address), CancellationToken.None);
        return answer;
    }
}
