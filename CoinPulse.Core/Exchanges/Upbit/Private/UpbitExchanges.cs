using System.Collections.Concurrent;
using CoinPulse.Core.Accounts;
using CoinPulse.Core.Exchanges.Keys;
using CoinPulse.Core.Exchanges.Upbit.Rest;
using CoinPulse.Core.Trading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CoinPulse.Core.Exchanges.Upbit.Private;

/// <summary>Every person's pocket of this process. Follows the vault, so that a key that was replaced or removed, on whatever process, opens nothing any more within moments.</summary>
/// <param name="connects">The one count of handshakes of this address; everything else is counted for each pocket.</param>
internal sealed class UpbitExchanges(IKeyVault vault, UpbitLimiter connects, IOptions<UpbitOptions> options, TimeProvider wall, ILoggerFactory logs)
    : BackgroundService, IAccountExchanges, IPockets
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CountEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<UserId, UpbitAccount> _accounts = [];
    private readonly HttpClient _http = UpbitRegistration.PrivateHttp(options.Value.RestUrl);
    private readonly ILogger _logger = logs.CreateLogger<UpbitExchanges>();

    public AccountKind Kind => AccountKind.Upbit;

    public IExchange For(TradingAccount account) => account.Kind == AccountKind.Upbit
        ? Of(account.Owner)
        : throw new ArgumentException($"Account {account.Id} is no pocket at Upbit.", nameof(account));

    public IExchange Of(UserId owner) => _accounts.GetOrAdd(
        owner, id => new UpbitAccount(id, vault, key => new UpbitPocketLine(key, _http, options, wall, logs, connects), logs.CreateLogger<UpbitAccount>()));

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, wall);
        var countedAt = wall.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (_accounts.IsEmpty) continue;
                await FollowKeysAsync(stoppingToken);
                if (wall.GetElapsedTime(countedAt) < CountEvery) continue;
                countedAt = wall.GetTimestamp();
                await WriteUseAsync(stoppingToken);
            }
        }
        finally
        {
            await WriteUseAsync(CancellationToken.None);
            foreach (var account in _accounts.Values) await account.DisposeAsync();
        }
    }

    private Task FollowKeysAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var standing = await vault.StandingForEveryoneAsync(cancellationToken);
        foreach (var account in _accounts.Values)
        {
            if (await account.FollowKeyAsync(standing.TryGetValue(account.Owner, out var key) ? key : null, cancellationToken)) await account.CountUseAsync(cancellationToken);
        }
    });

    private Task WriteUseAsync(CancellationToken cancellationToken) => TryAsync(async () =>
    {
        foreach (var account in _accounts.Values) await account.CountUseAsync(cancellationToken);
    });

    // While the storage is away every pocket goes on with the key that it has.
    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
#pragma warning disable CA1031 // the supervisor of a standing loop
        catch (Exception away) when (away is not OperationCanceledException)
#pragma warning restore CA1031
        {
            _logger.LogWarning(away, "The vault of keys could not be asked; it is asked again");
        }
    }
}
