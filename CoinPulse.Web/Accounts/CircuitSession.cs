using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace CoinPulse.Web.Accounts;

/// <summary>An open page makes no requests, so it asks by itself: a revoked device is out of its circuit too, within twenty seconds.</summary>
internal sealed class CircuitSession(ILoggerFactory logs, IServiceProvider services, TimeProvider clock) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        SessionCookie.IsOpenAsync(authenticationState.User, services, clock.GetUtcNow(), cancellationToken);
}

/// <summary>Whose page this is, in pages and circuits alike.</summary>
public interface ICurrentUser
{
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    Task<UserId> GetAsync();
}

internal sealed class CurrentUser(AuthenticationStateProvider authentication) : ICurrentUser
{
    public async Task<UserId> GetAsync() => (await authentication.GetAuthenticationStateAsync()).User.RequireUserId();
}
